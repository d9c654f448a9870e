package io.dbm.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.dbm.DatabaseManager;
import io.dbm.benchmarks.noop.NoopDataSource;
import io.dbm.benchmarks.peer.CountingTracker;
import io.dbm.benchmarks.peer.LockedDataSource;
import io.dbm.benchmarks.peer.ProxiedDataSource;
import io.dbm.benchmarks.peer.VolatileDataSource;
import io.dbm.core.Dbm;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** What is borrowed from. The first is what the others are compared with; a new one is one line. */
public enum Contender {
    HIKARI("HikariCP", () -> hikari(settings())),
    HIKARI_AGAIN("HikariCP again (control)", () -> hikari(settings())),
    DBM("**dbm**", Contender::dbm),
    VOLATILE("volatile field", around(VolatileDataSource::new)),
    LOCK("read-write lock", around(LockedDataSource::new)),
    PROXY("JDK proxies", around(ProxiedDataSource::new)),
    TRACKER("HikariCP, three `LongAdder`s", Contender::tracked);

    static final int POOL_SIZE = 8;

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // none of them holds any state
    private final Supplier<Opened> opener;

    Contender(String label, Supplier<Opened> opener) {
        this.label = label;
        this.opener = opener;
    }

    /** What is borrowed from, and what to close after that. */
    record Opened(DataSource dataSource, AutoCloseable owner) {}

    String label() {
        return label;
    }

    /** Opens it; its {@value #POOL_SIZE} connections follow by themselves. The caller closes it. */
    Opened open() {
        return opener.get();
    }

    private static HikariConfig settings() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new NoopDataSource());
        config.setMaximumPoolSize(POOL_SIZE);
        config.setMinimumIdle(POOL_SIZE);
        config.setConnectionTimeout(10_000);
        config.setKeepaliveTime(0);
        return config;
    }

    private static Opened hikari(HikariConfig config) {
        // Made with its settings, it keeps the pool in a final field; made without, in a volatile
        // one.
        HikariDataSource pool = new HikariDataSource(config);
        return new Opened(pool, pool);
    }

    private static Supplier<Opened> around(UnaryOperator<DataSource> wrapper) {
        return () -> {
            Opened pool = hikari(settings());
            return new Opened(wrapper.apply(pool.dataSource()), pool.owner());
        };
    }

    private static Opened tracked() {
        HikariConfig config = settings();
        config.setMetricsTrackerFactory((pool, stats) -> new CountingTracker());
        return hikari(config);
    }

    private static Opened dbm() {
        Config config =
                ConfigFactory.parseString(
                        """
                        dbmanager.connections.noop {
                          type = noop
                          max-open-conns = %1$d
                          max-idle-conns = %1$d
                          min-idle-conns = %1$d
                        }
                        """
                                .formatted(POOL_SIZE));
        DatabaseManager manager = Dbm.load(config);
        manager.connect();
        return new Opened(manager.connection("noop").access(DataSource.class), manager);
    }
}
