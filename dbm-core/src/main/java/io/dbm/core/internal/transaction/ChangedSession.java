package io.dbm.core.internal.transaction;

import io.dbm.core.internal.pool.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What work has changed on a JDBC connection that its pool does not undo when it gets it back. */
final class ChangedSession {

    private final Lease lease;
    private final Connection connection;
    private @Nullable String schema;
    private @Nullable String catalog;

    ChangedSession(Lease lease) {
        this.lease = lease;
        this.connection = lease.connection();
    }

    void schemaWillChange() throws SQLException {
        if (schema == null) {
            schema = lease.driver().schema(connection);
        }
    }

    void catalogWillChange() throws SQLException {
        if (catalog == null) {
            catalog = connection.getCatalog();
        }
    }

    /** Makes it what it was. */
    void restore() throws SQLException {
        if (catalog == null && schema == null) {
            return;
        }
        connection.setAutoCommit(true); // else it would be rolled back
        if (catalog != null) {
            connection.setCatalog(catalog);
        }
        if (schema != null) {
            lease.driver().restoreSchema(connection, schema);
        }
    }
}
