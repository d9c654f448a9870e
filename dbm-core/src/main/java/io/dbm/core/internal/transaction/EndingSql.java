package io.dbm.core.internal.transaction;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SQL whose first statement ends a transaction; nothing else in it is looked at. */
final class EndingSql {

    /** After blanks and comments; a rollback to a savepoint ends nothing. */
    private static final Pattern ENDING =
            Pattern.compile(
                    "(?:[\\s;]|--[^\\n]*\\n|/\\*.*?\\*/)*+"
                            + "(COMMIT|END|ABORT|ROLLBACK(?!\\s+(?:\\w+\\s+)?TO\\b)"
                            + "|PREPARE\\s+TRANSACTION)\\b",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private EndingSql() {}

    /** Returns the keyword, such as COMMIT. */
    static Optional<String> keyword(String sql) {
        Matcher ending = ENDING.matcher(sql);
        return ending.lookingAt()
                ? Optional.of(ending.group(1).toUpperCase(Locale.ROOT))
                : Optional.empty();
    }
}
