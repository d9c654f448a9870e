package io.dbm.benchmarks.health;

import io.dbm.benchmarks.noop.NoopDataSource;
import io.dbm.benchmarks.peer.BorrowOnly;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A driver that does nothing and keeps the greatest distance between two checks. In a black hole it
 * does what a driver with a socket does: an answer does not come before its limit, unless the
 * physical connection is aborted, and nothing ends the opening of one before its own; no interrupt
 * helps.
 */
final class Pulse implements BorrowOnly {

    private static final Map<String, Pulse> ALL = new ConcurrentHashMap<>();
    private static final NoopDataSource NOTHING = new NoopDataSource();

    private final Duration connectTimeout;
    private volatile boolean swallowed;
    private long latest;
    private long greatestGap;

    private Pulse(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    static Pulse of(String connection, Duration connectTimeout) {
        return ALL.computeIfAbsent(connection, name -> new Pulse(connectTimeout));
    }

    static Pulse of(String connection) {
        return Objects.requireNonNull(ALL.get(connection));
    }

    static void forgetAll() {
        ALL.clear();
    }

    void swallow(boolean isBlackHole) {
        swallowed = isBlackHole;
    }

    synchronized void begin() {
        latest = System.nanoTime();
        greatestGap = 0;
    }

    /** The time since the latest check is a distance, too. */
    synchronized double greatestGapMillis() {
        beat();
        return greatestGap / 1e6;
    }

    private synchronized void beat() {
        long now = System.nanoTime();
        greatestGap = Math.max(greatestGap, now - latest);
        latest = now;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (swallowed) {
            hang(new CountDownLatch(1), connectTimeout.toNanos());
            throw new SQLException("no answer", "08001");
        }
        Connection nothing = NOTHING.getConnection();
        CountDownLatch cut = new CountDownLatch(1);
        return (Connection)
                Proxy.newProxyInstance(
                        Pulse.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) -> answer(nothing, cut, method, arguments));
    }

    private Object answer(Connection nothing, CountDownLatch cut, Method method, Object[] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "isValid" -> {
                if (swallowed) {
                    return !hang(cut, TimeUnit.SECONDS.toNanos((Integer) arguments[0]));
                }
                beat();
                return true;
            }
            case "abort", "close" -> {
                cut.countDown();
                return true; // which nobody gets
            }
            case "isClosed" -> {
                return cut.getCount() == 0;
            }
            default -> {
                return method.invoke(nothing, arguments);
            }
        }
    }

    /** Returns true, when it is over. */
    private static boolean hang(CountDownLatch cut, long nanos) {
        long deadline = System.nanoTime() + nanos;
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            try {
                over =
                        cut.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                                || System.nanoTime() - deadline >= 0;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public int getLoginTimeout() {
        return 1;
    }

    /** Does nothing: HikariCP sets it on every driver. */
    @Override
    public void setLoginTimeout(int seconds) {}
}
