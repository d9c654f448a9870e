package io.dbm.core.internal.pool;

import io.dbm.spi.Credentials;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of one HikariCP pool, which learns from it how long each physical connection is to
 * live, and can end one of them before its time as the pool itself would: at once if it is idle,
 * else when it is given back.
 *
 * <p>HikariCP schedules a task for each physical connection that ends it, in the thread that has
 * opened it; the task is known by the name of its class.
 */
final class Lifetimes extends AbstractExecutorService implements ScheduledExecutorService {

    private static final String END_OF_LIFE = "MaxLifetimeTask";
    private static final long TAKEN_UP_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ScheduledExecutorService scheduler;
    private final Supplier<@Nullable Credentials> openedBy;
    private final Runnable begun;
    private final ConcurrentLinkedQueue<Life> lives = new ConcurrentLinkedQueue<>();

    private record Life(Credentials login, long since, Runnable end, ScheduledFuture<?> task) {
        boolean isOver() {
            return task.isDone();
        }

        /** Just after the task is scheduled the pool takes the physical connection up. */
        boolean mayEnd() {
            return System.nanoTime() - since > TAKEN_UP_WITHIN_NANOS;
        }
    }

    /**
     * Knows of no physical connection yet.
     *
     * @param scheduler runs the tasks
     * @param openedBy the login of the physical connection that the calling thread has opened
     * @param begun is run when one more lives; must not block
     */
    Lifetimes(
            ScheduledExecutorService scheduler,
            Supplier<@Nullable Credentials> openedBy,
            Runnable begun) {
        this.scheduler = scheduler;
        this.openedBy = openedBy;
        this.begun = begun;
    }

    /** Whether a physical connection lives whose login is such a one. */
    boolean anyOf(Predicate<Credentials> login) {
        return lives.stream().anyMatch(life -> !life.isOver() && login.test(life.login()));
    }

    /** Ends the oldest of those whose login is such a one, if any of them may be ended now. */
    void endOneOf(Predicate<Credentials> login) {
        for (Life life : lives) {
            if (!life.isOver() && login.test(life.login()) && life.mayEnd()) {
                lives.remove(life);
                life.end().run();
                return;
            }
        }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        ScheduledFuture<?> task = scheduler.schedule(command, delay, unit);
        if (command.getClass().getSimpleName().equals(END_OF_LIFE)) {
            lives.removeIf(Life::isOver);
            Optional.ofNullable(openedBy.get())
                    .ifPresent(
                            login -> {
                                lives.add(new Life(login, System.nanoTime(), command, task));
                                begun.run();
                            });
        }
        return task;
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
    public ScheduledFuture<?> scheduleWithFixedDelay(
            Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduler.scheduleWithFixedDelay(command, initialDelay, delay, unit);
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
