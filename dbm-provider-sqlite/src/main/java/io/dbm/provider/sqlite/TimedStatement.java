package io.dbm.provider.sqlite;

import java.sql.SQLException;
import org.sqlite.jdbc4.JDBC4Statement;

/** The driver's statement, limited in time. */
final class TimedStatement extends JDBC4Statement {

    private final Execution execution;

    TimedStatement(PhysicalConnection connection, QueryTimeout queryTimeout) {
        super(connection);
        execution = new Execution(queryTimeout);
    }

    /** Executes what the driver has just prepared. */
    @Override
    protected boolean exec() throws SQLException {
        execution.begin();
        pointer = new TimedPointer(getDatabase(), pointer, execution);
        return super.exec();
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return execution.call(() -> super.executeLargeUpdate(sql));
    }

    /** Limits the batch as a whole, as JDBC lets a driver do. */
    @Override
    public long[] executeLargeBatch() throws SQLException {
        return execution.call(super::executeLargeBatch);
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        super.setQueryTimeout(seconds);
        execution.limit(seconds);
    }
}
