package io.dbm.core.internal.log;

/**
 * A value of a log line, in quotes, that can neither end them nor begin a line of its own.
 *
 * <p>It is made out when the line is written, and not if none is.
 */
public final class Quoted {

    private final String value;

    private Quoted(String value) {
        this.value = value;
    }

    /** Quotes what this says of itself. */
    public static Quoted of(Object value) {
        return new Quoted(value.toString());
    }

    /** Returns it as it stands in the line, with its quotes. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(value.length() + 2).append('"');
        value.chars().forEach(each -> append(line, (char) each));
        return line.append('"').toString();
    }

    private static void append(StringBuilder line, char next) {
        switch (next) {
            case '"', '\\' -> line.append('\\').append(next);
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (endsOrControls(next)) {
                    line.append("\\u%04x".formatted((int) next));
                } else {
                    line.append(next);
                }
            }
        }
    }

    private static boolean endsOrControls(char next) {
        int type = Character.getType(next);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
