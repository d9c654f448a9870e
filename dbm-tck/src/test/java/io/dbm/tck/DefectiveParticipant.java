package io.dbm.tck;

import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionOutcome;
import io.dbm.spi.TransactionParticipant;
import io.dbm.tck.DefectiveAdapter.Defect;
import io.dbm.tck.DefectiveAdapter.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** How the defective adapter takes part in transactions, or fails to. */
final class DefectiveParticipant implements TransactionParticipant<Sql, DefectiveSession> {

    private static boolean has(Defect defect) {
        return DefectiveAdapter.defect == defect;
    }

    @Override
    public Class<DefectiveSession> sessionType() {
        return DefectiveSession.class;
    }

    @Override
    public boolean offersMapper(Sql access, Class<?> type) {
        return has(Defect.CLAIMS_EVERY_MAPPER);
    }

    @Override
    public JoinedSession<DefectiveSession> join(Sql access, Connection connection)
            throws SQLException {
        if (has(Defect.TURNS_AUTOCOMMIT_OFF)) {
            connection.setAutoCommit(false);
        }
        if (has(Defect.TURNS_AUTOCOMMIT_ON)) {
            connection.setAutoCommit(true);
        }
        return new Joined(
                access, has(Defect.BORROWS_A_CONNECTION_TO_JOIN) ? access.hold() : connection);
    }

    private static final class Joined implements JoinedSession<DefectiveSession> {

        private final Sql access;
        private final Connection connection;
        private final DefectiveSession session;

        Joined(Sql access, Connection connection) {
            this.access = access;
            this.connection = connection;
            this.session = new DefectiveSession(connection, access.numbers());
        }

        @Override
        public DefectiveSession session() {
            return has(Defect.MAKES_A_SESSION_EACH_TIME)
                    ? new DefectiveSession(connection, access.numbers())
                    : session;
        }

        @Override
        public Connection connection() {
            try {
                return has(Defect.HANDS_OUT_A_CONNECTION_OF_ITS_OWN)
                        ? DefectiveAdapter.OWN.getConnection()
                        : connection;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void flush() throws SQLException {
            if (!has(Defect.SENDS_A_BATCH_TOO_LATE)) {
                session.flush();
            }
        }

        @Override
        public void clearCache() {
            if (!has(Defect.CACHES_ROWS)) {
                session.clearCache();
            }
        }

        @Override
        public void rolledBackToSavepoint() {
            if (!has(Defect.SENDS_WHAT_WAS_UNDONE)) {
                session.clearBatch();
            }
            if (!has(Defect.CACHES_WHAT_WAS_UNDONE)) {
                session.clearCache();
            }
        }

        @Override
        public void completed(TransactionOutcome outcome) {
            if (outcome == TransactionOutcome.COMMITTED
                    || has(Defect.SHARES_WHAT_WAS_ROLLED_BACK)) {
                session.share();
            }
        }

        @Override
        public void close() {}
    }
}
