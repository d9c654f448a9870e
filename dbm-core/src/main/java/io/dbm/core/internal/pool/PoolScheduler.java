package io.dbm.core.internal.pool;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one HikariCP pool. It learns from the pool's own tasks what the pool tells only
 * its log: how long each physical connection is to live, why one was closed, and what leaked.
 *
 * <p>The tasks are known by the names of their classes. The end of a physical connection's life is
 * scheduled in the thread that has opened it, and cancelled by whoever closes it before; the
 * housekeeping closes none but those that were idle for too long. The use of an idle connection,
 * which keeps it alive, waits for its database, and so is no work for a thread that all share.
 * Neither is done to a physical connection that the pool has not taken up yet.
 */
final class PoolScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private static final String END_OF_LIFE = "MaxLifetimeTask";
    private static final String LEAK = "ProxyLeakTask";
    private static final String HOUSEKEEPING = "HouseKeeper";
    private static final String KEEP_ALIVE = "KeepaliveTask";

    private final ScheduledExecutorService scheduler;
    private final Function<Runnable, Future<?>> regular;
    private final PoolCounters counters;
    private final BiConsumer<Runnable, ScheduledFuture<?>> opened;
    private volatile @Nullable Thread houseKeeper;

    /** What the thread has opened last. */
    @SuppressWarnings("ThreadLocalUsage") // each pool has its own
    private final ThreadLocal<Newcomer> latest = ThreadLocal.withInitial(Newcomer::none);

    /**
     * Schedules nothing yet.
     *
     * @param scheduler runs the tasks that do not block
     * @param regular runs those that may, again and again, and tells when each is over
     * @param opened hears how each physical connection is ended, in the thread that has opened it,
     *     and is given what is done when it has ended; never rests for a time
     */
    PoolScheduler(
            ScheduledExecutorService scheduler,
            Function<Runnable, Future<?>> regular,
            PoolCounters counters,
            BiConsumer<Runnable, ScheduledFuture<?>> opened) {
        this.scheduler = scheduler;
        this.regular = regular;
        this.counters = counters;
        this.opened = opened;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return switch (command.getClass().getSimpleName()) {
            case END_OF_LIFE -> scheduleEnd(command, delay, unit);
            case LEAK -> scheduler.schedule(() -> leaked(command), delay, unit);
            default -> scheduler.schedule(command, delay, unit);
        };
    }

    private ScheduledFuture<?> scheduleEnd(Runnable end, long delay, TimeUnit unit) {
        Newcomer newcomer = Newcomer.openedHere();
        latest.set(newcomer);
        ScheduledFuture<?> life =
                new Life(
                        scheduler.schedule(
                                () -> newcomer.onceTakenUp(() -> outlived(end), scheduler),
                                delay,
                                unit));
        opened.accept(() -> newcomer.onceTakenUp(end, scheduler), life);
        return life;
    }

    /** Takes note that the pool has taken up whatever the calling thread has opened. */
    void takenUp() {
        latest.get().takenUp();
        latest.remove();
    }

    private void outlived(Runnable end) {
        counters.closedByLifetime();
        end.run();
    }

    private void leaked(Runnable report) {
        counters.leaked();
        report.run();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable command, long initialDelay, long delay, TimeUnit unit) {
        Runnable task =
                switch (command.getClass().getSimpleName()) {
                    case HOUSEKEEPING -> () -> keepHouse(command);
                    case KEEP_ALIVE -> new KeepAlive(command, latest.get());
                    default -> command;
                };
        return scheduler.scheduleWithFixedDelay(task, initialDelay, delay, unit);
    }

    private void keepHouse(Runnable housekeeping) {
        houseKeeper = Thread.currentThread();
        try {
            housekeeping.run();
        } finally {
            houseKeeper = null;
        }
    }

    /** Is in line at most once, however long the databases before it take. */
    private final class KeepAlive implements Runnable {
        private final Runnable use;
        private final Newcomer newcomer;
        private Future<?> inLine = CompletableFuture.completedFuture(null);

        KeepAlive(Runnable use, Newcomer newcomer) {
            this.use = use;
            this.newcomer = newcomer;
        }

        @Override
        public void run() {
            if (inLine.isDone() && newcomer.isTakenUp()) {
                inLine = regular.apply(use);
            }
        }
    }

    /** The rest of a physical connection's life, which is cancelled when it is closed before. */
    private final class Life implements ScheduledFuture<Object> {
        private final ScheduledFuture<?> end;

        Life(ScheduledFuture<?> end) {
            this.end = end;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean closedBefore = end.cancel(mayInterrupt);
            if (closedBefore && Thread.currentThread() == houseKeeper) {
                counters.closedByIdleTime();
            }
            return closedBefore;
        }

        @Override
        public boolean isCancelled() {
            return end.isCancelled();
        }

        @Override
        public boolean isDone() {
            return end.isDone();
        }

        @Override
        public Object get() throws InterruptedException, ExecutionException {
            return end.get();
        }

        @Override
        public Object get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            return end.get(timeout, unit);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return end.getDelay(unit);
        }

        @Override
        public int compareTo(Delayed other) {
            return end.compareTo(other);
        }
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return scheduler.schedule(callable, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
            Runnable command, long initialDelay, long period, TimeUnit unit) {
        return scheduler.scheduleAtFixedRate(command, initialDelay, period, unit);
    }

    @Override
    public void execute(Runnable command) {
        scheduler.execute(command);
    }

    /** Does nothing: other pools use the scheduler as well. */
    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return scheduler.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return scheduler.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
