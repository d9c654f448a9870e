package io.dbm.tck;

import io.dbm.tck.DefectiveAdapter.Sql;
import java.sql.SQLException;

/** Run by {@link AccessContractTest} alone, once for each defect. */
class DefectiveAccessContract extends AccessContract<Sql> {

    private final H2Database database = new H2Database();

    DefectiveAccessContract() {
        super("defective", Sql.class);
        database.describeTo(DefectiveAdapter.OWN);
    }

    @Override
    protected String connection() {
        return "type = h2, " + database.login();
    }

    @Override
    protected void execute(Sql access, String sql) throws SQLException {
        access.execute(sql);
    }

    @Override
    protected AutoCloseable hold(Sql access) throws SQLException {
        return access.hold();
    }
}
