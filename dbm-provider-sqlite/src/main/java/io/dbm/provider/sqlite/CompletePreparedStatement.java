package io.dbm.provider.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/**
 * The driver's prepared statement, which runs only when each placeholder was given a value; the
 * driver would leave NULL for it. One position too many, too, is the driver's own: an error of an
 * array's index, or a value of the next statement in a batch.
 */
class CompletePreparedStatement extends JDBC4PreparedStatement {

    /** The SQLSTATE of parameters that do not match what the statement takes. */
    static final String NO_MATCH_STATE = "07001";

    private static final String NO_SUCH_POSITION_STATE = "07009";
    private static final String NOT_STORABLE_STATE = "07006";

    private final boolean[] given;
    private int missing;

    CompletePreparedStatement(PhysicalConnection connection, String sql) throws SQLException {
        super(connection, sql);
        given = new boolean[paramCount];
        missing = paramCount;
    }

    /** Takes every value, of whatever type. */
    @Override
    protected void batch(int position, Object value) throws SQLException {
        if (position < 1 || position > paramCount) {
            throw new SQLException(
                    "there is no placeholder " + position + ": the statement has " + paramCount,
                    NO_SUCH_POSITION_STATE);
        }
        super.batch(position, value);
        if (!given[position - 1]) {
            given[position - 1] = true;
            missing--;
        }
    }

    /** Refuses what the driver would store as the name of a class and a number. */
    @Override
    public void setObject(int position, Object value) throws SQLException {
        if (value != null && !(value instanceof CharSequence) && hasNoText(value)) {
            throw new SQLException(
                    "placeholder "
                            + position
                            + ": SQLite cannot store a "
                            + value.getClass().getName()
                            + ", which has no text of its own",
                    NOT_STORABLE_STATE);
        }
        super.setObject(position, value);
    }

    private static boolean hasNoText(Object value) {
        return !(value instanceof Number)
                && !(value instanceof byte[])
                && Objects.toString(value.toString(), "")
                        .startsWith(value.getClass().getName() + "@");
    }

    @Override
    public void clearParameters() throws SQLException {
        super.clearParameters();
        forget();
    }

    /** The driver forgets all values with the batch, also after it has run. */
    @Override
    public void clearBatch() throws SQLException {
        super.clearBatch();
        forget();
    }

    private void forget() {
        Arrays.fill(given, false);
        missing = paramCount;
    }

    @Override
    public void addBatch() throws SQLException {
        requireValues();
        super.addBatch();
    }

    @Override
    public boolean execute() throws SQLException {
        requireValues();
        return super.execute();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        requireValues();
        return super.executeQuery();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        requireValues();
        return super.executeLargeUpdate();
    }

    private void requireValues() throws SQLException {
        if (missing > 0) {
            int first = 1;
            while (given[first - 1]) {
                first++;
            }
            throw new SQLException(
                    "no value was given for placeholder "
                            + first
                            + ": the statement has "
                            + paramCount,
                    NO_MATCH_STATE);
        }
    }
}
