package io.dbm.tck;

import io.dbm.tck.DefectiveAdapter.Defect;
import java.sql.SQLException;

/** Run by {@link TransactionContractTest} alone, once for each defect. */
class DefectiveTransactionContract extends TransactionContract<DefectiveSession> {

    private final H2Database database = new H2Database();

    DefectiveTransactionContract() {
        super(DefectiveSession.class);
    }

    @Override
    protected String connection() {
        return "type = h2, "
                + database.login()
                + (DefectiveAdapter.defect == Defect.BORROWS_A_CONNECTION_TO_JOIN
                        ? ", acquire-timeout = 100ms"
                        : "");
    }

    @Override
    protected void execute(DefectiveSession session, String sql) throws SQLException {
        session.execute(sql);
    }

    @Override
    protected long read(DefectiveSession session, String sql) throws SQLException {
        return session.read(sql);
    }

    @Override
    protected void commit(DefectiveSession session) throws SQLException {
        session.commit();
    }

    @Override
    protected void rollback(DefectiveSession session) throws SQLException {
        session.rollback();
    }
}
