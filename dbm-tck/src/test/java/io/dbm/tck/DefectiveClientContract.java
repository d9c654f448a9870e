package io.dbm.tck;

import io.dbm.tck.DefectiveAdapter.Sql;
import java.sql.SQLException;

/** Run by {@link ClientAccessContractTest} alone, once for each defect. */
class DefectiveClientContract extends ClientAccessContract<Sql> {

    private final H2Database database = new H2Database();

    DefectiveClientContract() {
        super("defective", Sql.class);
        database.describeTo(DefectiveAdapter.OWN);
    }

    @Override
    protected String connection() {
        return "type = h2, " + database.login();
    }

    @Override
    protected void use(Sql access) throws SQLException {
        access.execute("SELECT 1");
    }

    @Override
    protected void misuse(Sql access) throws SQLException {
        access.execute("this is no SQL");
    }
}
