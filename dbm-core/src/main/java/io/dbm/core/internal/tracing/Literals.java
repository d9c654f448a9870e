package io.dbm.core.internal.tracing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts a {@code ?} in the place of each text value of a statement, and leaves comments out. What
 * OpenTelemetry's own analyzer then does with numbers it would also do with these, but for escapes
 * by a backslash, quotes that are left open, and comments, where it shows what they hold.
 */
final class Literals {

    private static final Pattern DOLLARS = Pattern.compile("\\$([\\p{L}_][\\p{L}\\p{N}_]*)?\\$");

    private final String sql;
    private final boolean backslashes;
    private final boolean brackets;
    private final boolean namesQuoted;
    private final StringBuilder hidden = new StringBuilder();
    private int at;

    /**
     * Reads nothing yet.
     *
     * @param namesQuoted whether double quotes stand around names, and not around values
     */
    Literals(String sql, String system, boolean namesQuoted) {
        this.sql = sql;
        this.backslashes = system.equals("mysql") || system.equals("mariadb");
        this.brackets = system.equals("microsoft.sql_server");
        this.namesQuoted = namesQuoted;
    }

    String hidden() {
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (next == '\'') {
                hide(afterQuote(next, backslashes || dropsEscapePrefix()));
            } else if (next == '"' && !namesQuoted) {
                hide(afterQuote(next, backslashes));
            } else if (next == '"' || next == '`') {
                copy(afterQuote(next, false));
            } else if (next == '[' && brackets) {
                copy(afterQuote(']', false));
            } else if (sql.startsWith("--", at) || (next == '#' && backslashes)) {
                at = orEnd(sql.indexOf('\n', at));
            } else if (sql.startsWith("/*", at)) {
                at = afterComment();
                hidden.append(' ');
            } else if (next == '$' && !isWithinName()) {
                dollar();
            } else {
                copy(at + 1);
            }
        }
        return hidden.toString().strip();
    }

    private void hide(int end) {
        hidden.append('?');
        at = end;
    }

    private void copy(int end) {
        hidden.append(sql, at, end);
        at = end;
    }

    private int orEnd(int found) {
        return found < 0 ? sql.length() : found;
    }

    /** PostgreSQL's {@code E'…'}. */
    private boolean dropsEscapePrefix() {
        boolean prefixed =
                at > 0
                        && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
                        && (at == 1 || !isOfName(sql.charAt(at - 2)));
        if (prefixed) {
            hidden.setLength(hidden.length() - 1);
        }
        return prefixed;
    }

    private boolean isWithinName() {
        return at > 0 && isOfName(sql.charAt(at - 1));
    }

    private static boolean isOfName(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$';
    }

    /** Returns where it ends; one that is left open goes on to the end. */
    private int afterQuote(char close, boolean escapes) {
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

    /** They may stand in each other; where they may not, more is left out than need be. */
    private int afterComment() {
        int depth = 0;
        int i = at;
        do {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        } while (depth > 0 && i < sql.length());
        return Math.min(i, sql.length());
    }

    private void dollar() {
        Matcher opening = DOLLARS.matcher(sql).region(at, sql.length());
        if (opening.lookingAt()) {
            int close = sql.indexOf(opening.group(), opening.end());
            hide(close < 0 ? sql.length() : close + opening.group().length());
        } else {
            copy(at + 1);
        }
    }
}
