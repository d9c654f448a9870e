package io.dbm.core.internal.pool;

import io.dbm.core.internal.failure.Kinds;
import io.dbm.core.internal.statement.WatchedStatements;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A JDBC connection that is borrowed, with the pool that it goes back to. */
public final class Lease {

    private final Connection connection;
    private final Lender lender;

    Lease(Connection connection, Lender lender) {
        this.connection = connection;
        this.lender = lender;
    }

    /** Returns the JDBC connection. */
    public Connection connection() {
        return connection;
    }

    /** Returns its statements, if they are watched. */
    public WatchedStatements.@Nullable Borrowed statements() {
        return WatchedConnection.statements(connection);
    }

    /** Returns what is known of the driver beneath. */
    public JdbcDriver driver() {
        return lender.driver();
    }

    /** Tells what kind of failure an exception is, whatever a plugin makes of the question. */
    public FailureKind classify(SQLException failure) {
        return Kinds.of(failure, lender.driver());
    }

    /** Gives it back to be lent again. */
    public void giveBack() throws SQLException {
        connection.close();
    }

    /** Gives it back to be closed. */
    public void evict() {
        lender.evict(connection);
    }
}
