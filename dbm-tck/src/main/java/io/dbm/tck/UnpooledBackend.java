package io.dbm.tck;

import io.dbm.PoolStats;
import io.dbm.spi.Backend;
import io.dbm.spi.Credentials;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.Limits;
import io.dbm.spi.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The least that a provider may take for dbm's pool: one physical connection. */
record UnpooledBackend(DataSource client, Connection physical) implements Backend<DataSource> {

    static UnpooledBackend open(JdbcDriver driver, Credentials credentials, Limits limits)
            throws SQLException {
        DataSource source = driver.dataSource();
        Connection physical =
                credentials.user().isPresent()
                        ? source.getConnection(credentials.user().get(), password(credentials))
                        : source.getConnection();
        try {
            driver.prepare(physical, limits.queryTimeout());
            return new UnpooledBackend(source, physical);
        } catch (Throwable e) {
            try (physical) {
                throw e;
            }
        }
    }

    @SuppressWarnings(
            "NullAway") // a driver takes null for no password; DataSource is not annotated
    private static String password(Credentials credentials) {
        return credentials.password().map(Secret::reveal).orElse(null);
    }

    @Override
    public void ping(Duration timeout) throws SQLException {
        if (!physical.isValid((int) Math.max(1, timeout.toSeconds()))) {
            throw new SQLException("the physical connection is closed or broken", "08003");
        }
    }

    @Override
    public PoolStats stats() {
        return PoolStats.builder().open(1).idle(1).max(1).build();
    }

    @Override
    public void close() throws SQLException {
        physical.close();
    }

    /** Shows neither part: drivers print their URLs. */
    @Override
    public String toString() {
        return "one physical connection";
    }
}
