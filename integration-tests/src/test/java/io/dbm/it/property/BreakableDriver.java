package io.dbm.it.property;

import io.dbm.spi.Backend;
import io.dbm.spi.Connector;
import io.dbm.spi.Credentials;
import io.dbm.spi.FailureKind;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.ProviderContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** A driver whose physical connections fail as {@link Faults} say, and which is else as it was. */
record BreakableDriver(JdbcDriver real, Faults faults) implements JdbcDriver {

    /** Makes a provider's connector use such a driver, with the faults handed to the builder. */
    static Connector of(Connector connector) {
        return context -> connector.open(new BreakableContext(context));
    }

    @Override
    public DataSource dataSource() {
        DataSource source = real.dataSource();
        return (DataSource)
                Proxy.newProxyInstance(
                        BreakableDriver.class.getClassLoader(),
                        new Class<?>[] {DataSource.class},
                        (self, method, arguments) -> {
                            try {
                                Object result = method.invoke(source, arguments);
                                return result instanceof Connection physical
                                        ? BreakableConnection.of(physical, faults)
                                        : result;
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    @Override
    public FailureKind classify(SQLException failure) {
        return real.classify(failure);
    }

    @Override
    public void prepare(Connection physical, Duration queryTimeout) throws SQLException {
        real.prepare(physical, queryTimeout);
    }

    @Override
    public OptionalInt placeholders(PreparedStatement statement) throws SQLException {
        return real.placeholders(statement);
    }

    @Override
    public void limitTransaction(Connection connection, Duration limit) throws SQLException {
        real.limitTransaction(connection, limit);
    }

    @Override
    public void cancel(Statement running) throws SQLException {
        real.cancel(running);
    }

    @Override
    public boolean isAborted(Connection connection) throws SQLException {
        return real.isAborted(connection);
    }

    @Override
    public String schema(Connection connection) throws SQLException {
        return real.schema(connection);
    }

    @Override
    public void restoreSchema(Connection connection, String schema) throws SQLException {
        real.restoreSchema(connection, schema);
    }

    private record BreakableContext(ProviderContext real) implements ProviderContext {
        @Override
        public Backend<DataSource> pool(JdbcDriver driver) throws Exception {
            return real.pool(new BreakableDriver(driver, real.service(Faults.class).orElseThrow()));
        }

        @Override
        public Credentials credentials() throws Exception {
            return real.credentials();
        }

        @Override
        public Duration remaining() {
            return real.remaining();
        }

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return real.service(type);
        }
    }
}
