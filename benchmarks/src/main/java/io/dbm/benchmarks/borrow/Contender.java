package io.dbm.benchmarks.borrow;

import io.dbm.benchmarks.noop.NoopDataSource;
import io.dbm.benchmarks.peer.Agroal;
import io.dbm.benchmarks.peer.CountingTracker;
import io.dbm.benchmarks.peer.Dbcp;
import io.dbm.benchmarks.peer.Dbm;
import io.dbm.benchmarks.peer.DynamicDatasource;
import io.dbm.benchmarks.peer.Hikari;
import io.dbm.benchmarks.peer.LockedDataSource;
import io.dbm.benchmarks.peer.Opened;
import io.dbm.benchmarks.peer.ProxiedDataSource;
import io.dbm.benchmarks.peer.SpringRouting;
import io.dbm.benchmarks.peer.ThreeLooks;
import io.dbm.benchmarks.peer.Tomcat;
import io.dbm.benchmarks.peer.VolatileDataSource;
import io.dbm.benchmarks.race.Entrant;
import io.dbm.benchmarks.race.Race;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What is borrowed from. The first is what the others are compared with; a new one is one line. */
public enum Contender {
    HIKARI("HikariCP", () -> Hikari.over(new NoopDataSource())),
    HIKARI_AGAIN("HikariCP again (control)", () -> Hikari.over(new NoopDataSource())),
    DBM("**dbm**", () -> Dbm.over("type = noop")),
    DBM_METRICS("**dbm**, `enable-metrics`", () -> Dbm.over("type = noop, enable-metrics = true")),
    VOLATILE("volatile field", () -> Hikari.behind(VolatileDataSource::new)),
    LOCK("read-write lock", () -> Hikari.behind(LockedDataSource::new)),
    PROXY("JDK proxies", () -> Hikari.behind(ProxiedDataSource::new)),
    TRACKER("HikariCP, three LongAdders", () -> Hikari.trackedBy(new CountingTracker())),
    CLOCK(
            "no pool, HikariCP's three looks at the clock",
            () -> ThreeLooks.over(new NoopDataSource())),
    AGROAL("Agroal, unvalidated", () -> Agroal.over(NoopDataSource.class, false)),
    AGROAL_VALIDATED("Agroal, idle validation", () -> Agroal.over(NoopDataSource.class, true)),
    TOMCAT("Tomcat JDBC", () -> Tomcat.over(new NoopDataSource())),
    DBCP("DBCP2", () -> Dbcp.over(new NoopDataSource())),
    SPRING("Spring's routing, HikariCP", () -> SpringRouting.over(new NoopDataSource())),
    DYNAMIC("dynamic-datasource, HikariCP", () -> DynamicDatasource.over(new NoopDataSource()));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // none of them holds any state
    private final Callable<Opened> opener;

    Contender(String label, Callable<Opened> opener) {
        this.label = label;
        this.opener = opener;
    }

    /** Opens it; its connections follow by themselves. The caller closes it. */
    Opened open() throws Exception {
        return opener.call();
    }

    /** Returns the race of all. */
    public static Race race() {
        List<Entrant> entrants =
                Arrays.stream(values())
                        .map(
                                each ->
                                        new Entrant(
                                                "borrow and return",
                                                each.label,
                                                "borrowAndReturn",
                                                Map.of("contender", each.name()),
                                                HIKARI.label))
                        .toList();
        return new Race(
                "borrow",
                "Borrowing a connection from a pool of 8, on a driver that does nothing",
                BorrowBenchmark.class,
                entrants,
                List.of(1, 8, 32),
                Duration.ofSeconds(2));
    }
}
