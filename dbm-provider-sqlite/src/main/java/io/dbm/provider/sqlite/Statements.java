package io.dbm.provider.sqlite;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells one statement from several, which SQLite prepares only the first of. */
final class Statements {

    /** A text, a name or a comment, in which a semicolon ends nothing; or one that ends. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'[^']*'|\"[^\"]*\"|`[^`]*`|\\[[^\\]]*\\]|--[^\\n]*|/\\*.*?(?:\\*/|\\z)|(;)",
                    Pattern.DOTALL);

    private static final Pattern BLANKS_AND_COMMENTS =
            Pattern.compile("(?:[\\s;]|--[^\\n]*+|/\\*.*?(?:\\*/|\\z))*+", Pattern.DOTALL);

    /** It is made of statements, and is one. */
    private static final Pattern TRIGGER =
            Pattern.compile(
                    "(?:EXPLAIN~(?:QUERY~PLAN~)?)?CREATE~(?:TEMP~|TEMPORARY~)?TRIGGER\\b"
                            .replace("~", "(?:\\s|--[^\\n]*+\\n|/\\*.*?\\*/)++"),
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Statements() {}

    /** Whether something follows the first one that is no comment. */
    static boolean areSeveral(String sql) {
        int end = sql.indexOf(';');
        if (end < 0 || end == sql.length() - 1) {
            return false;
        }
        int start = afterBlanks(sql, 0);
        if (TRIGGER.matcher(sql).region(start, sql.length()).lookingAt()) {
            return false;
        }
        Matcher token = TOKEN.matcher(sql).region(start, sql.length());
        while (token.find()) {
            if (token.group(1) != null) {
                return afterBlanks(sql, token.end()) < sql.length();
            }
        }
        return false;
    }

    private static int afterBlanks(String sql, int from) {
        Matcher blanks = BLANKS_AND_COMMENTS.matcher(sql).region(from, sql.length());
        return blanks.lookingAt() ? blanks.end() : from;
    }
}
