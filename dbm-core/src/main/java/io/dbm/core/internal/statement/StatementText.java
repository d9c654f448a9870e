package io.dbm.core.internal.statement;

/**
 * A statement as others may see it: on one line, without comments, and with a question mark for
 * each value that stands in it, since that may be personal or secret.
 */
public final class StatementText {

    private final String sql;
    private final Dialect dialect;
    private final StringBuilder shown = new StringBuilder();
    private int at;

    private StatementText(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    /**
     * Returns what may be shown of a statement.
     *
     * @param longest how many characters of it, or a few more
     */
    public static String of(String sql, Dialect dialect, int longest) {
        return new StatementText(sql, dialect).shown(longest);
    }

    private String shown(int longest) {
        while (at < sql.length() && shown.length() < longest) {
            step();
        }
        return (at < sql.length() ? shown + " …" : shown.toString()).strip();
    }

    private void step() {
        char next = sql.charAt(at);
        if (next == '\'' || (next == '"' && !dialect.quotesNames())) {
            value(endOfText(dialect.likeMySql()));
        } else if (next == '"' || next == '`') {
            copyUntil(endOfQuoted(next, false));
        } else if (next == '[' && dialect.bracketsNames()) {
            copyUntil(endOfQuoted(']', false));
        } else if (sql.startsWith("--", at) || (next == '#' && dialect.likeMySql())) {
            blankUntil(endOfLine());
        } else if (sql.startsWith("/*", at)) {
            blankUntil(endOfComment());
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
        String prefix = sql.substring(start, end);
        if (sql.startsWith("'", end) && prefix.equalsIgnoreCase("e")) {
            value(endOfText(true));
        } else if (sql.startsWith("'", end) && !dialect.isKnown() && isOracles(prefix)) {
            value(sql.length());
        }
    }

    /** Such a text ends as it likes. */
    private static boolean isOracles(String prefix) {
        return prefix.equalsIgnoreCase("q") || prefix.equalsIgnoreCase("nq");
    }

    /** Where nobody knows whether a backslash escapes the quote after it, nothing more is shown. */
    private int endOfText(boolean escapes) {
        int end = endOfQuoted(sql.charAt(at), escapes);
        boolean isClear = escapes || dialect.isKnown();
        return isClear || endOfQuoted(sql.charAt(at), true) == end ? end : sql.length();
    }

    /** Returns where it ends; one that is left open goes on to the end. */
    private int endOfQuoted(char close, boolean escapes) {
        for (int i = at + 1; i < sql.length(); i++) {
            char each = sql.charAt(i);
            if (each == '\\' && escapes) {
                i++;
            } else if (each == close) {
                if (i + 1 == sql.length() || sql.charAt(i + 1) != close) {
                    return i + 1;
                }
                i++; // a doubled one stands for itself
            }
        }
        return sql.length();
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
