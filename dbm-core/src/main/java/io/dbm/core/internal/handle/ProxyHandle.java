package io.dbm.core.internal.handle;

import io.dbm.ConnectFailedException;
import io.dbm.ConnectionClosedException;
import io.dbm.NotConnectedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A handle on any client whose type is an interface, by a JDK proxy. */
public final class ProxyHandle<C> implements Handle<C> {

    /** Long for a thread between two lines of code, and short for a client that is not closed. */
    private static final Duration SETTLES_WITHIN = Duration.ofMillis(500);

    private final String name;
    private final Class<C> type;
    private final C proxy;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable C current;
    private volatile long acquireNanos;

    /** Guarded by the monitor of this, as every change of {@link #current} is. */
    private @Nullable Outage outage;

    private boolean closed;

    /** Makes a handle that refuses every call before {@link #replace}. */
    public ProxyHandle(String name, Class<C> type) {
        this.name = name;
        this.type = type;
        this.proxy =
                type.cast(
                        Proxy.newProxyInstance(
                                type.getClassLoader(),
                                new Class<?>[] {type},
                                (self, method, arguments) -> call(method, arguments)));
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && arguments[0] == proxy;
                case "hashCode" -> System.identityHashCode(proxy);
                default -> toString();
            };
        }
        C known = current;
        C client = known != null ? known : await();
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private C await() {
        waiting.incrementAndGet();
        try {
            return await(System.nanoTime() + acquireNanos);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private synchronized C await(long deadline) {
        Outage told = null;
        while (true) {
            C client = current;
            if (client != null) {
                return client;
            }
            Outage now = outage;
            if (closed) {
                throw new ConnectionClosedException("connection '" + name + "'");
            }
            if (now == null) {
                throw new NotConnectedException(name);
            }
            if (now != told && now.callersWait()) {
                told = now;
                now.callerWaits();
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0 || !now.callersWait()) {
                throw unavailable(now.reason());
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("interrupted; " + now.reason());
            }
        }
    }

    private ConnectFailedException unavailable(String reason) {
        return new ConnectFailedException(Map.of(name, new IllegalStateException(reason)));
    }

    @Override
    public void limitWaiting(Duration acquireTimeout) {
        acquireNanos = acquireTimeout.toNanos();
    }

    @Override
    public int waiting() {
        return waiting.get();
    }

    @Override
    public synchronized void suspend(Outage now) {
        outage = now;
        current = null;
        notifyAll();
    }

    @Override
    public C client() {
        return proxy;
    }

    @Override
    public synchronized void replace(C backend) {
        current = backend;
        outage = null;
        notifyAll();
    }

    /** What a call returned may lead to the former client as well: a query that is still to run. */
    @Override
    public Duration settlesWithin() {
        return SETTLES_WITHIN;
    }

    @Override
    public synchronized void close() {
        closed = true;
        current = null;
        notifyAll();
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return type.getSimpleName() + " of connection '" + name + "'";
    }
}
