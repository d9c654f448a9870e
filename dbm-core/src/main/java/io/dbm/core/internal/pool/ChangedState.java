package io.dbm.core.internal.pool;

import io.dbm.spi.JdbcDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was changed on a JDBC connection that its pool may not change back when it gets it.
 *
 * <p>Used by one thread at a time.
 */
final class ChangedState {

    private final Connection connection;
    private final JdbcDriver driver;
    private final Map<Setting, Object> before = new EnumMap<>(Setting.class);

    /** A setting of a JDBC connection; they are restored in this order. */
    private enum Setting {
        READ_ONLY("setReadOnly"),
        ISOLATION("setTransactionIsolation"),
        CATALOG("setCatalog"),
        SCHEMA("setSchema"),
        NETWORK_TIMEOUT("setNetworkTimeout"),
        /** The last, since what is set in a transaction is rolled back with it. */
        AUTO_COMMIT("setAutoCommit");

        private final String setter;

        Setting(String setter) {
            this.setter = setter;
        }

        static @Nullable Setting of(String method) {
            if (method.startsWith("set")) {
                for (Setting each : values()) {
                    if (each.setter.equals(method)) {
                        return each;
                    }
                }
            }
            return null;
        }
    }

    ChangedState(Connection connection, JdbcDriver driver) {
        this.connection = connection;
        this.driver = driver;
    }

    /** Takes note of how it is, before a method is called that may change it. */
    void willCall(String method) throws SQLException {
        Setting setting = Setting.of(method);
        if (setting != null && !before.containsKey(setting)) {
            Object value = get(setting);
            if (value != null) {
                before.put(setting, value);
            }
        }
    }

    private @Nullable Object get(Setting setting) throws SQLException {
        return switch (setting) {
            case READ_ONLY -> connection.isReadOnly();
            case ISOLATION -> connection.getTransactionIsolation();
            case CATALOG -> connection.getCatalog();
            case SCHEMA -> driver.schema(connection);
            case NETWORK_TIMEOUT -> connection.getNetworkTimeout();
            case AUTO_COMMIT -> connection.getAutoCommit();
        };
    }

    /** Rolls back what is open, and makes everything what it was. */
    void restore() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        for (Map.Entry<Setting, Object> each : before.entrySet()) {
            set(each.getKey(), each.getValue());
        }
    }

    private void set(Setting setting, Object value) throws SQLException {
        switch (setting) {
            case READ_ONLY -> connection.setReadOnly((Boolean) value);
            case ISOLATION -> connection.setTransactionIsolation((Integer) value);
            case CATALOG -> connection.setCatalog((String) value);
            case SCHEMA -> driver.restoreSchema(connection, (String) value);
            case NETWORK_TIMEOUT -> connection.setNetworkTimeout(Runnable::run, (Integer) value);
            case AUTO_COMMIT -> {
                if (!(Boolean) value) {
                    connection.setAutoCommit(false);
                }
            }
        }
    }
}
