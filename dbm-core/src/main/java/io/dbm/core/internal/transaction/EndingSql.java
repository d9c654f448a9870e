package io.dbm.core.internal.transaction;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL whose first statement ends a transaction, or a part of it; no other is looked at. */
final class EndingSql {

    private static final String BLANKS_AND_COMMENTS = "(?:[\\s;]|--[^\\n]*\\n|/\\*.*?\\*/)*+";
    private static final String TO_SAVEPOINT = "\\s+(?:\\w+\\s+)?TO\\b";

    private static final Pattern ENDING =
            pattern(
                    "(COMMIT|END|ABORT|ROLLBACK(?!"
                            + TO_SAVEPOINT
                            + ")|PREPARE\\s+TRANSACTION)\\b");

    private static final Pattern UNDOING = pattern("ROLLBACK" + TO_SAVEPOINT);

    private EndingSql() {}

    private static Pattern pattern(String words) {
        return Pattern.compile(
                BLANKS_AND_COMMENTS + words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Returns the keyword, such as COMMIT. */
    static Optional<String> keyword(String sql) {
        Matcher ending = ENDING.matcher(sql);
        return ending.lookingAt()
                ? Optional.of(ending.group(1).toUpperCase(Locale.ROOT))
                : Optional.empty();
    }

    /** Whether it rolls back to a savepoint, which ends nothing. */
    static boolean isUndoing(String sql) {
        return UNDOING.matcher(sql).lookingAt();
    }
}
