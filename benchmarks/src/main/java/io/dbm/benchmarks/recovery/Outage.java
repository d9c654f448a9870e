package io.dbm.benchmarks.recovery;

import com.example.faulty.FaultProxy;
import java.time.Duration;

/**
 * How a database is taken away, and given back.
 *
 * @param rounds how often it is measured
 */
record Outage(Kind kind, Duration length, int rounds) {

    private static final Duration BEFORE = Duration.ofMillis(1500);

    enum Kind {
        KILLED,
        BLACK_HOLE
    }

    Recovery measure(Contestant contestant, Server server) throws Exception {
        try (FaultProxy network = new FaultProxy(server.port());
                Contestant.Pool pool =
                        contestant.open(kind == Kind.KILLED ? server.port() : network.port());
                Callers callers = new Callers(pool.dataSource())) {
            callers.start();
            Thread.sleep(BEFORE.toMillis());
            int tries = CountingSocketFactory.tries();
            int failures = callers.failures();
            if (kind == Kind.KILLED) {
                server.kill();
            } else {
                network.becomeBlackHole();
            }
            Thread.sleep(length.toMillis());
            callers.forget();
            long back;
            if (kind == Kind.KILLED) {
                back = server.restart();
            } else {
                network.mend();
                back = System.nanoTime();
            }
            Callers.Served served = callers.awaitAllServed();
            return new Recovery(
                    millis(served.first() - back),
                    millis(served.last() - back),
                    callers.failures() - failures,
                    CountingSocketFactory.tries() - tries);
        }
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    @Override
    public String toString() {
        return (kind == Kind.KILLED ? "killed, %d s" : "black hole, %d s")
                .formatted(length.toSeconds());
    }
}
