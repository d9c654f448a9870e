package com.example.faulty;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A physical connection that dies with its database, and is counted until it is closed. */
final class CountedConnection {

    private static final Set<String> ENDINGS = Set.of("close", "abort");

    private CountedConnection() {}

    static Connection of(Connection physical, FaultyProvider.Faults faults) {
        AtomicBoolean open = new AtomicBoolean(true);
        faults.open.incrementAndGet();
        faults.opened.incrementAndGet();
        return (Connection)
                Proxy.newProxyInstance(
                        CountedConnection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            if (ENDINGS.contains(method.getName())) {
                                if (open.getAndSet(false)) {
                                    faults.open.decrementAndGet();
                                    physical.close();
                                }
                                return null;
                            }
                            if (faults.dead && !method.getName().equals("isClosed")) {
                                throw new SQLException("the connection broke", "08006");
                            }
                            if (method.getName().equals("isValid")) {
                                awaitEnd(faults);
                            }
                            if (faults.invalid && method.getName().equals("isValid")) {
                                return false;
                            }
                            try {
                                return method.invoke(physical, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    private static void awaitEnd(FaultyProvider.Faults faults) throws SQLException {
        CountDownLatch silence = faults.silence.orElse(null);
        if (silence == null) {
            return;
        }
        int waiting = faults.waiting.incrementAndGet();
        faults.mostWaiting.accumulateAndGet(waiting, Math::max);
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "08006", e);
        } finally {
            faults.waiting.decrementAndGet();
        }
    }
}
