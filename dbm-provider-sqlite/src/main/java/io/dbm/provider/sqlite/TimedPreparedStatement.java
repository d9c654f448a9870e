package io.dbm.provider.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A prepared statement, limited in time. */
final class TimedPreparedStatement extends CompletePreparedStatement {

    private final Execution execution;

    TimedPreparedStatement(PhysicalConnection connection, String sql, QueryTimeout queryTimeout)
            throws SQLException {
        super(connection, sql);
        execution = new Execution(queryTimeout);
        pointer = new TimedPointer(getDatabase(), pointer, execution);
    }

    @Override
    public boolean execute() throws SQLException {
        execution.begin();
        return super.execute();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        execution.begin();
        return super.executeQuery();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        execution.begin();
        return super.executeLargeUpdate();
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
