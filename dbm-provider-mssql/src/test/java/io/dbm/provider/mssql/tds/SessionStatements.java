package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that H2 does not know, or that are about the session and not about data. */
final class SessionStatements {

    private static final Map<String, Integer> ISOLATION =
            Map.of(
                    "READ UNCOMMITTED", Connection.TRANSACTION_READ_UNCOMMITTED,
                    "READ COMMITTED", Connection.TRANSACTION_READ_COMMITTED,
                    "REPEATABLE READ", Connection.TRANSACTION_REPEATABLE_READ,
                    "SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE,
                    "SNAPSHOT", Connection.TRANSACTION_REPEATABLE_READ);

    private static final String TRANSACTION = "TRAN(?:SACTION)?";
    private static final String NAME = "(?:\\s+\\[?(\\w+)\\]?)";

    private final Connection h2;
    private final Transaction transaction;
    private final Pause pause;
    private final Map<Pattern, Action> actions = new LinkedHashMap<>();

    SessionStatements(Connection h2, Transaction transaction, Pause pause, Kill kill) {
        this.h2 = h2;
        this.transaction = transaction;
        this.pause = pause;
        // what the driver sends: setAutoCommit, setSavepoint, commit, rollback
        on("SET IMPLICIT_TRANSACTIONS (ON|OFF)(\\s+IF @@TRANCOUNT > 0 COMMIT TRAN)?", this::mode);
        on("IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF .* END SAVE TRAN" + NAME, this::saveAtOnce);
        on("IF @@TRANCOUNT > 0 (COMMIT|ROLLBACK) TRAN" + NAME + "?", this::endIfAny);
        on("SET TRANSACTION ISOLATION LEVEL (.*)", this::isolate);
        on("BEGIN " + TRANSACTION, (found, tokens) -> transaction.begin(tokens));
        on("(COMMIT|ROLLBACK)(?: " + TRANSACTION + NAME + "?)?", this::end);
        on("SAVE " + TRANSACTION + NAME, (found, tokens) -> transaction.save(found.group(1)));
        on("WAITFOR DELAY '(\\d+):(\\d+):(\\d+)(?:\\.(\\d{3}))?'", this::waitFor);
        on("KILL (\\d+)", (found, tokens) -> kill.session(Integer.parseInt(found.group(1))));
        on("USE \\[?(\\w+)\\]?", (found, tokens) -> {});
        on(
                "SET XACT_ABORT (ON|OFF)",
                (found, tokens) ->
                        transaction.setEndsByAnyError(found.group(1).equalsIgnoreCase("ON")));
        on("SET .*", (found, tokens) -> {});
    }

    private void on(String pattern, Action action) {
        actions.put(
                Pattern.compile(
                        pattern.replace(" ", "\\s+"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
                action);
    }

    /** Runs a statement, and returns whether it is one of these. */
    boolean run(String statement, Tokens tokens) throws SQLException, IOException {
        for (Map.Entry<Pattern, Action> each : actions.entrySet()) {
            Matcher matcher = each.getKey().matcher(statement);
            if (matcher.matches()) {
                each.getValue().run(matcher, tokens);
                return true;
            }
        }
        return false;
    }

    private void mode(MatchResult found, Tokens tokens) throws SQLException, IOException {
        transaction.setImplicit(found.group(1).equalsIgnoreCase("ON"));
        if (found.group(2) != null && transaction.count() > 0) {
            transaction.commit(tokens);
        }
    }

    private void saveAtOnce(MatchResult found, Tokens tokens) throws SQLException, IOException {
        if (transaction.count() == 0) {
            transaction.begin(tokens);
        }
        transaction.save(found.group(1));
    }

    private void endIfAny(MatchResult found, Tokens tokens) throws SQLException, IOException {
        if (transaction.count() > 0) {
            end(found, tokens);
        }
    }

    private void end(MatchResult found, Tokens tokens) throws SQLException, IOException {
        if (transaction.count() == 0) {
            throw new SQLException("there is no transaction to end");
        }
        if (found.group(1).equalsIgnoreCase("COMMIT")) {
            transaction.commit(tokens);
        } else if (found.group(2) == null || !transaction.rollBackTo(found.group(2))) {
            transaction.rollBack(tokens);
        }
    }

    private void isolate(MatchResult found, Tokens tokens) throws SQLException {
        h2.setTransactionIsolation(ISOLATION.get(found.group(1).strip().toUpperCase(Locale.ROOT)));
    }

    private void waitFor(MatchResult found, Tokens tokens) throws SQLException {
        long seconds =
                Long.parseLong(found.group(1)) * 3600
                        + Long.parseLong(found.group(2)) * 60
                        + Long.parseLong(found.group(3));
        String millis = found.group(4) == null ? "0" : found.group(4);
        pause.waitFor(seconds * 1000 + Long.parseLong(millis));
    }

    /** Lets time pass. */
    interface Pause {
        void waitFor(long millis) throws SQLException;
    }

    /** Ends another session. */
    interface Kill {
        void session(int number) throws SQLException;
    }

    private interface Action {
        void run(MatchResult found, Tokens tokens) throws SQLException, IOException;
    }
}
