package io.dbm.tck;

import io.dbm.tck.DefectiveAdapter.Sql;
import java.sql.SQLException;
import java.time.Duration;

/** Run by {@link AccessContractTest} alone, once for each defect. */
class DefectiveAccessContract extends AccessContract<Sql> {

    private final H2Database database = new H2Database();

    DefectiveAccessContract() {
        super("defective", Sql.class);
        database.describeTo(DefectiveAdapter.OWN);
    }

    /** Whether there is something to wait for that never comes. */
    private static boolean isWaitedForInVain() {
        return switch (DefectiveAdapter.defect) {
            case BORROWS_WHEN_IT_IS_MADE,
                    OPENS_CONNECTIONS_OF_ITS_OWN,
                    LEAKS_WHEN_A_STATEMENT_FAILS ->
                    true;
            default -> false;
        };
    }

    @Override
    Duration patience() {
        return isWaitedForInVain() ? Duration.ofMillis(300) : super.patience();
    }

    @Override
    protected String connection() {
        return "type = h2, "
                + database.login()
                + (isWaitedForInVain() ? ", acquire-timeout = 300ms" : "");
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
