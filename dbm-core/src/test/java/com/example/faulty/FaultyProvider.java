package com.example.faulty;

import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in memory, behind faults that a test has set for a database's name. */
public final class FaultyProvider implements DatabaseProvider {

    private static final SettingKey<String> DATABASE = SettingKey.string("database", "Its name.");
    private static final SettingKey<Secret> TOKEN = SettingKey.secret("token", "To log in with.");
    private static final List<String> PROPERTIES = List.of("storePassword", "level");
    private static final Map<String, Faults> FAULTS = new ConcurrentHashMap<>();

    /** What goes wrong, and what was seen. */
    public static final class Faults {
        public final AtomicInteger refusals = new AtomicInteger();
        public volatile String refusalState = "08001";
        public volatile boolean dead;
        public volatile boolean invalid;
        public volatile String refusal = "refused";

        /** If there is one, whoever says another is told what he said. */
        public volatile Optional<String> password = Optional.empty();

        public volatile UnaryOperator<String> wrongPassword = said -> "wrong password";
        public volatile Duration delay = Duration.ZERO;

        /** Keeps those who ask whether a connection is valid waiting, as long as there is one. */
        public volatile Optional<CountDownLatch> silence = Optional.empty();

        public final AtomicInteger waiting = new AtomicInteger();
        public final AtomicInteger mostWaiting = new AtomicInteger();

        /** Each pool has one of its own. */
        public final Queue<WeakReference<DataSource>> drivers = new ConcurrentLinkedQueue<>();

        public final Queue<WeakReference<Backend<DataSource>>> backends =
                new ConcurrentLinkedQueue<>();

        public final AtomicInteger attempts = new AtomicInteger();
        public final AtomicInteger open = new AtomicInteger();
        public final AtomicInteger opened = new AtomicInteger();
    }

    public static Faults of(String database) {
        return FAULTS.computeIfAbsent(database, name -> new Faults());
    }

    @Override
    public String type() {
        return "faulty";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(
                DATABASE, TOKEN, StandardKeys.USER, StandardKeys.PASSWORD, StandardKeys.PROPERTIES);
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        String database = spec.settings().require(DATABASE).orElse("");
        spec.settings()
                .get(StandardKeys.PROPERTIES)
                .orElse(Map.of())
                .forEach((name, value) -> check(name, value, spec.settings()));
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1");
        return context -> {
            DataSource driver = new FaultyDataSource(h2, of(database));
            of(database).drivers.add(new WeakReference<>(driver));
            Backend<DataSource> backend = context.pool(driver);
            of(database).backends.add(new WeakReference<>(backend));
            return backend;
        };
    }

    private static void check(String name, String value, Settings settings) {
        if (!PROPERTIES.contains(name)) {
            settings.rejectUnknown(StandardKeys.PROPERTIES, name, PROPERTIES);
        } else if (value.isEmpty()) {
            settings.reject(StandardKeys.PROPERTIES, name, "must not be empty");
        }
    }
}
