package io.dbm.core.internal.statement;

/**
 * A statement as a log may show it: on one line, without comments, and with a question mark for
 * each value that stands in it, since that may be personal or secret.
 *
 * <p>It goes by what SQL's dialects have in common. A text between double quotes is a name.
 */
final class StatementText {

    private static final int LONGEST = 2000;

    private final String sql;
    private final StringBuilder shown = new StringBuilder();
    private int at;

    private StatementText(String sql) {
        this.sql = sql;
    }

    static String of(String sql) {
        return new StatementText(sql).shown();
    }

    private String shown() {
        while (at < sql.length() && shown.length() < LONGEST) {
            step();
        }
        return (at < sql.length() ? shown + " …" : shown.toString()).strip();
    }

    private void step() {
        char next = sql.charAt(at);
        if (next == '\'') {
            value(endOfText(false));
        } else if (sql.startsWith("--", at)) {
            blankUntil(endOfLine());
        } else if (sql.startsWith("/*", at)) {
            blankUntil(endOfComment());
        } else if (next == '"' || next == '`') {
            copyUntil(endOfQuoted(next));
        } else if (next == '[' && !follows()) {
            copyUntil(endOfQuoted(']'));
        } else if (next == '$' && endOfTag() > 0) {
            value(endOfDollars(endOfTag()));
        } else if ((isWord(next) && !Character.isDigit(next)) || isParameter(next)) {
            word();
        } else if (Character.isDigit(next)) {
            value(endOfNumber());
        } else if (Character.isWhitespace(next) || Character.isISOControl(next)) {
            blankUntil(at + 1);
        } else {
            copyUntil(at + 1);
        }
    }

    /** Whether what stands before is a value or a name: a bracket then holds an index. */
    private boolean follows() {
        char before = at == 0 ? ' ' : sql.charAt(at - 1);
        return isWord(before) || before == ']' || before == ')' || before == '"';
    }

    private static boolean isWord(char each) {
        return Character.isLetterOrDigit(each) || each == '_' || each == '@' || each == '#';
    }

    /** A number after one of these is no value. */
    private static boolean isParameter(char each) {
        return each == '?' || each == ':' || each == '$';
    }

    private void word() {
        int start = at;
        int end = at + 1;
        while (end < sql.length() && (isWord(sql.charAt(end)) || sql.charAt(end) == '$')) {
            end++;
        }
        copyUntil(end);
        boolean escapes = end - start == 1 && Character.toUpperCase(sql.charAt(start)) == 'E';
        if (escapes && sql.startsWith("'", end)) {
            value(endOfText(true));
        }
    }

    private int endOfText(boolean backslashEscapes) {
        for (int i = at + 1; i < sql.length(); i++) {
            char each = sql.charAt(i);
            if (each == '\\' && backslashEscapes) {
                i++;
            } else if (each == '\'') {
                if (!sql.startsWith("''", i)) {
                    return i + 1;
                }
                i++;
            }
        }
        return sql.length();
    }

    private int endOfQuoted(char quote) {
        return afterNext(String.valueOf(quote), at + 1);
    }

    private int endOfLine() {
        return afterNext("\n", at);
    }

    private int afterNext(String end, int from) {
        int found = sql.indexOf(end, from);
        return found < 0 ? sql.length() : found + end.length();
    }

    /** A comment may hold others. */
    private int endOfComment() {
        int depth = 0;
        for (int i = at; i < sql.length(); i++) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i++;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i++;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    /** Returns where the tag of a text between dollars ends, or 0 if there is none. */
    private int endOfTag() {
        int end = at + 1;
        while (end < sql.length() && isWord(sql.charAt(end))) {
            end++;
        }
        boolean isTag = end < sql.length() && sql.charAt(end) == '$';
        boolean isNumbered = at + 1 < end && Character.isDigit(sql.charAt(at + 1));
        return isTag && !isNumbered ? end + 1 : 0;
    }

    private int endOfDollars(int endOfTag) {
        return afterNext(sql.substring(at, endOfTag), endOfTag);
    }

    private int endOfNumber() {
        int end = at + 1;
        while (end < sql.length() && (isWord(sql.charAt(end)) || sql.charAt(end) == '.')) {
            boolean isExponent = "eE".indexOf(sql.charAt(end)) >= 0;
            end++;
            if (isExponent && end < sql.length() && "+-".indexOf(sql.charAt(end)) >= 0) {
                end++;
            }
        }
        return end;
    }

    private void value(int end) {
        shown.append('?');
        at = end;
    }

    private void copyUntil(int end) {
        shown.append(sql, at, end);
        at = end;
    }

    private void blankUntil(int end) {
        if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != ' ') {
            shown.append(' ');
        }
        at = end;
    }
}
