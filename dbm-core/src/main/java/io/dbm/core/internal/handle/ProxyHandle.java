package io.dbm.core.internal.handle;

import io.dbm.ConnectionClosedException;
import io.dbm.NotConnectedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A handle on any client whose type is an interface, by a JDK proxy. */
public final class ProxyHandle<C> implements Handle<C> {

    /** Long for a thread between two lines of code, and short for a client that is not closed. */
    private static final Duration SETTLES_WITHIN = Duration.ofMillis(500);

    private final String name;
    private final Class<C> type;
    private final C proxy;
    private volatile @Nullable C current;
    private volatile boolean closed;

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
        C client = current;
        if (client == null) {
            throw closed
                    ? new ConnectionClosedException("connection '" + name + "'")
                    : new NotConnectedException(name);
        }
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public C client() {
        return proxy;
    }

    @Override
    public void replace(C backend) {
        current = backend;
    }

    /** What a call returned may lead to the former client as well: a query that is still to run. */
    @Override
    public Duration settlesWithin() {
        return SETTLES_WITHIN;
    }

    @Override
    public void close() {
        closed = true;
        current = null;
    }

    /** Says which connection this is; never holds a secret. */
    @Override
    public String toString() {
        return type.getSimpleName() + " of connection '" + name + "'";
    }
}
