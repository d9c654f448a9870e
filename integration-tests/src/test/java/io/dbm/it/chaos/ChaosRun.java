package io.dbm.it.chaos;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.PoolStats;
import io.dbm.core.Dbm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One run: load, faults, and the audit after it. */
final class ChaosRun {

    static final String CONNECTION = "primary";

    private static final int CALLERS = 16;

    /** Between two calls, at most: they shall not use up the processor while they are refused. */
    private static final int PAUSE_MICROS = 3000;

    /** How long it may take until all is as it should be, after the last fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private static final String POOL =
            """
            health-check-interval = 500ms
            conn-max-lifetime = 5s
            """;

    private final Target target;
    private final long seed;
    private final Duration length;
    private final Limits limits = Limits.SHORT;
    private final Notes notes = new Notes(limits);
    private final AtomicBoolean over = new AtomicBoolean();

    ChaosRun(Target target, long seed, Duration length) {
        this.target = target;
        this.seed = seed;
        this.length = length;
    }

    /** Runs, and tells what came of it. The target is still open afterwards. */
    Report run() throws Exception {
        Schedule schedule = Schedule.of(seed, length, target.faults());
        List<Ledger> ledgers;
        PoolStats figures;
        Duration recovered;
        int before = target.sessions();
        Application application = new Application(settings(), seed % 2 == 0);
        DatabaseManager manager = connect(application);
        try {
            NamedConnection connection = manager.connection(CONNECTION);
            Work work = target.work(connection, notes);
            work.useEachLayer(); // what is loaded and compiled at the first use takes its time
            List<Caller> callers = callers(work);
            startWatch();
            List<Thread> threads = callers.stream().map(this::start).toList();
            new Storm(new Scene(target, manager, application, notes.waits())).rage(schedule);
            recovered = recover(work);
            over.set(true);
            join(threads);
            figures = awaitNothingInUse(connection);
            ledgers = callers.stream().map(Caller::ledger).toList();
        } finally {
            over.set(true); // whatever the test itself has failed at
            close(manager);
        }
        int sessions = awaitNoSession();
        Audit audit = Audit.of(ledgers, target.rows());
        target.faultsOfRows().forEach(notes::strange);
        Remains remains =
                new Remains(
                        figures.inUse(),
                        figures.pending(),
                        sessions - before,
                        target.network().open());
        return new Report(seed, length, schedule, limits, notes, audit, recovered, remains);
    }

    private void close(DatabaseManager manager) {
        Waits.Wait wait = notes.waits().begin(Call.CLOSE);
        manager.close();
        wait.end();
    }

    private String settings() {
        return String.join("\n", target.settings(), limits.settings(), POOL);
    }

    private DatabaseManager connect(Application application) {
        Dbm.Builder builder = Dbm.builder().config(application::configuration);
        if (target.faults().contains(Fault.ROTATION)) {
            builder.credentials(CONNECTION, application);
        }
        DatabaseManager manager = builder.load();
        manager.connect();
        return manager;
    }

    private List<Caller> callers(Work work) {
        List<Caller> callers = new ArrayList<>();
        for (int number = 0; number < CALLERS; number++) {
            callers.add(work.caller(new Ledger(number), new Random(31 * seed + 1000 + number)));
        }
        return callers;
    }

    private void startWatch() {
        Thread thread = new Thread(this::watch, "chaos-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!over.get()) {
            long start = System.nanoTime();
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            notes.waits().stalled(since(start).minus(LOOK_AGAIN));
            notes.waits().look();
        }
    }

    private Thread start(Caller caller) {
        Thread thread = new Thread(() -> callUntilOver(caller), "chaos-caller");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void callUntilOver(Caller caller) {
        while (!over.get()) {
            LockSupport.parkNanos(1000L * ThreadLocalRandom.current().nextInt(PAUSE_MICROS));
            try {
                caller.call();
            } catch (Throwable e) {
                notes.failure(e);
                notes.strange("a caller was told " + e);
            }
        }
    }

    /** Nothing is wrong any more: each layer must serve again, while the load goes on. */
    private Duration recover(Work work) throws Exception {
        long start = System.nanoTime();
        while (true) {
            try {
                work.useEachLayer();
                return Duration.ofNanos(System.nanoTime() - start);
            } catch (Exception e) {
                if (since(start).compareTo(PATIENCE) > 0) {
                    throw new AssertionError("a layer does not serve any more", e);
                }
            }
        }
    }

    private void join(List<Thread> threads) throws InterruptedException {
        long start = System.nanoTime();
        for (Thread thread : threads) {
            thread.join(Math.max(1, PATIENCE.minus(since(start)).toMillis()));
            if (thread.isAlive()) {
                notes.strange("a caller hangs: " + List.of(thread.getStackTrace()));
            }
        }
    }

    private static PoolStats awaitNothingInUse(NamedConnection connection)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            PoolStats figures = connection.stats().pool();
            boolean unused = figures.inUse() == 0 && figures.pending() == 0;
            if (unused || since(start).compareTo(PATIENCE) > 0) {
                return figures;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private int awaitNoSession() throws Exception {
        long start = System.nanoTime();
        while (true) {
            int sessions = target.sessions();
            boolean none = sessions == 0 && target.network().open() == 0;
            if (none || since(start).compareTo(PATIENCE) > 0) {
                return sessions;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
