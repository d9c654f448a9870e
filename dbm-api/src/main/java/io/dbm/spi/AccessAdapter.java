package io.dbm.spi;

import java.util.List;
import javax.sql.DataSource;

/**
 * A plugin that puts one access layer on top of a connection's pool.
 *
 * <p>Stateless and safe for use from many threads; one instance serves every connection.
 *
 * @param <A> what application code asks a connection for, such as {@code Jdbi}
 * @since 0.1.0
 */
public interface AccessAdapter<A> {

    /** Returns its name in {@code default-access}, and of its block of settings, such as jdbi. */
    String id();

    /** Returns what application code asks a connection for. */
    Class<A> accessType();

    /** Returns the client that it stands on: {@link DataSource} for a SQL access layer. */
    default Class<?> clientType() {
        return DataSource.class;
    }

    /** Returns the keys of its block of settings; any other key there is reported as a mistake. */
    default List<SettingKey<?>> settings() {
        return List.of();
    }

    /**
     * Reads and checks the settings for one connection; touches no database and does not throw.
     *
     * <p>A mistake is recorded by {@link Settings#reject}, and what is returned is then not used.
     */
    AccessLayer<A> configure(AccessSpec spec);
}
