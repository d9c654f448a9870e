package io.dbm.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A plugin that opens databases of one type.
 *
 * <p>Stateless and safe for use from many threads; one instance serves every connection of its
 * type.
 *
 * @since 0.1.0
 */
public interface DatabaseProvider {

    /**
     * Returns the {@code type} that a connection names, in lower case, such as {@code postgres}.
     */
    String type();

    /**
     * Returns the interface of the client that a {@linkplain Backend#client() backend} of this
     * provider gives: {@link DataSource} for a SQL database.
     */
    default Class<?> clientType() {
        return DataSource.class;
    }

    /**
     * Returns the keys that a connection of this type understands, beside those that dbm gives
     * every connection; any other key is reported as a mistake.
     */
    default List<SettingKey<?>> settings() {
        return List.of();
    }

    /**
     * Returns this type's own defaults for keys that dbm gives every connection, as they would
     * stand in the file: {@code Map.of("max-open-conns", "1")}. They go before what the user writes
     * for all connections, and after what the user writes for the one.
     */
    default Map<String, String> defaults() {
        return Map.of();
    }

    /**
     * Returns the keys that dbm gives every connection and this type cannot honour, each with what
     * to do instead: {@code Map.of("max-idle-conns", "the driver has no ceiling: remove it")}. One
     * that the user writes for a connection is a mistake; one for all connections does not apply.
     */
    default Map<String, String> unsupportedKeys() {
        return Map.of();
    }

    /**
     * Returns what keeps connections of this type from being traced, and what to do about it; asked
     * at load, for those with {@code enable-tracing}. dbm traces SQL by itself, on the pools of
     * others, too. A provider of anything else traces with {@link ProviderContext#tracing}, and
     * then says here whether what it needs for that is on the class path.
     */
    default Optional<String> tracingObstacle() {
        return clientType() == DataSource.class
                ? Optional.empty()
                : Optional.of("connections of type '" + type() + "' are not traced: leave it out");
    }

    /**
     * Returns what this type knows of its databases, for a data source that the application has
     * made and dbm manages; does no I/O and does not throw.
     *
     * <p>It is most often a pool, whose JDBC connections may not {@linkplain
     * java.sql.Connection#unwrap unwrap} to the driver's own: what would need that then does as the
     * defaults of {@link JdbcDriver} do. {@link JdbcDriver#prepare} and {@link
     * JdbcDriver#cancel(java.sql.Connection)} are not called, since physical connections are the
     * application's.
     *
     * @param existing the application's
     */
    default JdbcDriver driver(DataSource existing) {
        return () -> existing;
    }

    /**
     * Reads and checks the settings of one connection; does no I/O and does not throw.
     *
     * <p>A mistake is recorded by {@link Settings#reject}, and what is returned is then not used.
     */
    Connector configure(ConnectionSpec spec);
}
