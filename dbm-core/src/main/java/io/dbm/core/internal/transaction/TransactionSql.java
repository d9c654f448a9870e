package io.dbm.core.internal.transaction;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the SQL that would end a transaction, and the SQL of savepoints, by its words. */
final class TransactionSql {

    private static final String BLANKS_AND_COMMENTS = "(?:[\\s;]|--[^\\n]*\\n|/\\*.*?\\*/)*+";
    private static final String TO_SAVEPOINT = "\\s+(?:\\w+\\s+)?TO\\b";
    private static final String ENDINGS =
            "COMMIT|ABORT|ROLLBACK(?!" + TO_SAVEPOINT + ")|PREPARE\\s+TRANSACTION";

    private static final Pattern ENDING = pattern("(END|" + ENDINGS + ")\\b");

    /** END after another statement may be the end of a block. */
    private static final Pattern ENDING_LATER = pattern("(" + ENDINGS + ")\\b");

    private static final Pattern UNDOING = pattern("ROLLBACK" + TO_SAVEPOINT);
    private static final Pattern MARKING = pattern("SAVE(?:POINT)?\\b");

    /** What is made of statements, and runs none of them. */
    private static final Pattern DEFINITION = pattern("(?:CREATE|ALTER|DO)\\b");

    /** A text, a name, a comment, or the end of a statement. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "'[^']*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/|(\\$\\w*\\$).*?\\1|(;)",
                    Pattern.DOTALL);

    private TransactionSql() {}

    private static Pattern pattern(String words) {
        return Pattern.compile(
                BLANKS_AND_COMMENTS + words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Returns the keyword by which one of the statements ends the transaction, such as COMMIT. */
    static Optional<String> ending(String sql) {
        Matcher ending = ENDING.matcher(sql);
        if (ending.lookingAt()) {
            return Optional.of(keyword(ending));
        }
        return sql.indexOf(';') < 0 || starts(DEFINITION, sql)
                ? Optional.empty()
                : laterEnding(sql);
    }

    private static Optional<String> laterEnding(String sql) {
        Matcher token = TOKEN.matcher(sql);
        Matcher ending = ENDING_LATER.matcher(sql);
        while (token.find()) {
            if (token.group(2) != null && ending.region(token.end(), sql.length()).lookingAt()) {
                return Optional.of(keyword(ending));
            }
        }
        return Optional.empty();
    }

    private static String keyword(Matcher ending) {
        return ending.group(1).toUpperCase(Locale.ROOT);
    }

    /** Whether it rolls back to a savepoint, which ends nothing. */
    static boolean isUndoing(String sql) {
        return starts(UNDOING, sql);
    }

    /** Whether it sets a savepoint. */
    static boolean isMarking(String sql) {
        return starts(MARKING, sql);
    }

    private static boolean starts(Pattern pattern, String sql) {
        return pattern.matcher(sql).lookingAt();
    }
}
