package io.dbm.tck;

import io.dbm.PoolStats;
import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ProviderContext;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A provider for H2 with one defect at a time, which a test has chosen. */
public final class DefectiveProvider implements DatabaseProvider {

    /** What is wrong with it. */
    enum Defect {
        NONE,
        OTHER_TYPE,
        CAMEL_CASE_KEY,
        KEY_OF_DBM,
        DEFAULT_THAT_IS_NONE,
        UNSUPPORTED_KEY_THAT_IS_NONE,
        FORGETS_WHAT_IS_REQUIRED,
        THROWS_AT_AN_ODD_VALUE,
        CONNECTS_AT_LOAD,
        SHOWS_A_SECRET_IN_A_PROBLEM,
        SHOWS_A_SECRET_IN_ITS_CONNECTOR,
        SHOWS_A_SECRET_IN_ITS_BACKEND,
        LEAVES_A_CONNECTION_OPEN,
        LEAVES_A_CONNECTION_OPEN_WHEN_REFUSED,
        LEAVES_A_THREAD_RUNNING,
        CLOSES_ONLY_ONCE,
        CLOSES_THE_OLD_BACKEND_WHEN_IT_OPENS_A_NEW_ONE,
        IGNORES_QUERY_TIMEOUT,
        REJECTS_A_QUERY_TIMEOUT_OF_ZERO
    }

    static volatile Defect defect = Defect.NONE;

    /** So that no garbage collection closes them. */
    private static final Queue<Connection> LEFT_OPEN = new ConcurrentLinkedQueue<>();

    private static SettingKey<Duration> lockTimeoutKey() {
        return SettingKey.duration(
                defect == Defect.CAMEL_CASE_KEY ? "lockTimeout" : "lock-timeout",
                "How long to wait for a lock.");
    }

    private static void leaveOpen(JdbcDataSource source) throws SQLException {
        LEFT_OPEN.add(source.getConnection("tester", "good-password"));
    }

    private static void closeAllLeftOpen() throws SQLException {
        for (Connection each : LEFT_OPEN) {
            each.close();
        }
        LEFT_OPEN.clear();
    }

    @Override
    public String type() {
        return defect == Defect.OTHER_TYPE ? "other" : "defective";
    }

    @Override
    public List<SettingKey<?>> settings() {
        List<SettingKey<?>> keys =
                new ArrayList<>(
                        List.of(
                                StandardKeys.DATABASE,
                                StandardKeys.USER,
                                StandardKeys.PASSWORD,
                                StandardKeys.DSN,
                                lockTimeoutKey()));
        if (defect == Defect.KEY_OF_DBM) {
            keys.add(SettingKey.duration("query-timeout", "How long a statement may run."));
        }
        return keys;
    }

    @Override
    public Map<String, String> defaults() {
        return defect == Defect.DEFAULT_THAT_IS_NONE
                ? Map.of("max-open-conns", "many")
                : Map.of("max-open-conns", "2");
    }

    @Override
    public Map<String, String> unsupportedKeys() {
        return defect == Defect.UNSUPPORTED_KEY_THAT_IS_NONE
                ? Map.of("colour", "has none")
                : Map.of("max-idle-conns", "keeps all of them");
    }

    private static void refuseLong(Duration timeout) {
        if (timeout.toDays() > 1) {
            throw new IllegalArgumentException("too long");
        }
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        Settings settings = spec.settings();
        settings.get(StandardKeys.DSN)
                .ifPresent(
                        dsn ->
                                settings.reject(
                                        StandardKeys.DSN,
                                        "is not understood"
                                                + (defect == Defect.SHOWS_A_SECRET_IN_A_PROBLEM
                                                        ? ": " + dsn.reveal()
                                                        : "")));
        String database =
                (defect == Defect.FORGETS_WHAT_IS_REQUIRED
                                ? settings.get(StandardKeys.DATABASE)
                                : settings.require(StandardKeys.DATABASE))
                        .orElse("");
        Duration lockTimeout = settings.get(lockTimeoutKey()).orElse(Duration.ZERO);
        if (defect == Defect.THROWS_AT_AN_ODD_VALUE) {
            refuseLong(lockTimeout);
        }
        long queryTimeout = spec.limits().queryTimeout().toMillis();
        if (defect == Defect.REJECTS_A_QUERY_TIMEOUT_OF_ZERO && queryTimeout == 0) {
            settings.reject(StandardKeys.DATABASE, "needs a query-timeout");
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:mem:"
                        + database
                        + (defect == Defect.IGNORES_QUERY_TIMEOUT
                                ? ""
                                : ";QUERY_TIMEOUT=" + queryTimeout));
        if (defect == Defect.CONNECTS_AT_LOAD) {
            try {
                leaveOpen(source);
            } catch (SQLException e) {
                settings.reject(StandardKeys.DATABASE, "cannot be reached");
            }
        }
        return new DefectiveConnector(
                source,
                defect == Defect.SHOWS_A_SECRET_IN_ITS_CONNECTOR
                        ? settings.get(StandardKeys.PASSWORD).map(it -> it.reveal()).orElse("")
                        : "");
    }

    private record DefectiveConnector(JdbcDataSource source, String shown) implements Connector {

        private static final List<Backend<DataSource>> OPENED = new CopyOnWriteArrayList<>();

        @Override
        public Backend<?> open(ProviderContext context) throws Exception {
            String password = context.credentials().password().map(it -> it.reveal()).orElse("");
            if (defect == Defect.CONNECTS_AT_LOAD) {
                closeAllLeftOpen();
            }
            boolean refused = password.equals("wrong-password");
            if (defect
                    == (refused
                            ? Defect.LEAVES_A_CONNECTION_OPEN_WHEN_REFUSED
                            : Defect.LEAVES_A_CONNECTION_OPEN)) {
                leaveOpen(source);
            }
            if (defect == Defect.LEAVES_A_THREAD_RUNNING) {
                Thread thread = new Thread(this::waitForEver);
                thread.setDaemon(false);
                thread.start();
            }
            if (defect == Defect.CLOSES_THE_OLD_BACKEND_WHEN_IT_OPENS_A_NEW_ONE) {
                for (Backend<DataSource> old : OPENED) {
                    old.close();
                }
                OPENED.clear();
            }
            Backend<DataSource> backend =
                    new DefectiveBackend(
                            context.pool(source),
                            defect == Defect.SHOWS_A_SECRET_IN_ITS_BACKEND ? password : "");
            OPENED.add(backend);
            return backend;
        }

        private void waitForEver() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record DefectiveBackend(Backend<DataSource> pool, String shown)
            implements Backend<DataSource> {

        private static final List<DefectiveBackend> CLOSED = new CopyOnWriteArrayList<>();

        @Override
        public DataSource client() {
            return pool.client();
        }

        @Override
        public void ping(Duration timeout) throws Exception {
            pool.ping(timeout);
        }

        @Override
        public PoolStats stats() {
            return pool.stats();
        }

        @Override
        public void close() throws Exception {
            if (defect == Defect.CLOSES_ONLY_ONCE && CLOSED.contains(this)) {
                throw new IllegalStateException("closed already");
            }
            CLOSED.add(this);
            pool.close();
        }

        @Override
        public String toString() {
            return "DefectiveBackend" + shown;
        }
    }
}
