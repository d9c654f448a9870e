package io.dbm.it.property;

import io.dbm.it.property.Fault.Effect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** A physical connection, its statements and their rows, whose calls fail as {@link Faults} say. */
final class BreakableConnection {

    private static final Set<String> COUNTED =
            Set.of(
                    "createStatement",
                    "prepareStatement",
                    "setSavepoint",
                    "releaseSavepoint",
                    "commit",
                    "rollback",
                    "setAutoCommit",
                    "setTransactionIsolation",
                    "setReadOnly",
                    "next");

    /** What a broken connection still answers. */
    private static final Set<String> LOCAL =
            Set.of("close", "isClosed", "abort", "unwrap", "isWrapperFor", "toString", "hashCode");

    private final Connection real;
    private final Faults faults;
    private final AtomicBoolean broken = new AtomicBoolean();

    private BreakableConnection(Connection real, Faults faults) {
        this.real = real;
        this.faults = faults;
    }

    static Connection of(Connection real, Faults faults) {
        return new BreakableConnection(real, faults).proxy(Connection.class, real);
    }

    private <T> T proxy(Class<T> type, Object target) {
        return type.cast(
                Proxy.newProxyInstance(
                        BreakableConnection.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                method.getName().equals("equals")
                                        ? self == arguments[0]
                                        : call(target, method, arguments)));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        String name = name(method, arguments);
        if (broken.get()) {
            if (name.equals("rollback to savepoint")) {
                faults.lostSavepoint();
            }
            if (!LOCAL.contains(name)) {
                throw new SQLException("the connection is broken", "08006");
            }
        }
        Optional<Effect> effect = isCounted(target, name) ? faults.before(name) : Optional.empty();
        if (effect.isEmpty()) {
            return invoke(target, method, arguments);
        }
        SQLException failure = faults.strike(effect.get());
        if (effect.get() == Effect.BROKEN_AFTER || name.equals("close")) {
            Object unused = invoke(target, method, arguments);
        }
        if (effect.get().breaks()) {
            breakOff();
        }
        if (name.equals("rollback to savepoint")) {
            faults.lostSavepoint();
        }
        throw failure;
    }

    private static String name(Method method, Object[] arguments) {
        boolean toSavepoint =
                method.getName().equals("rollback")
                        && arguments != null
                        && arguments[0] instanceof Savepoint;
        return toSavepoint ? "rollback to savepoint" : method.getName();
    }

    private static boolean isCounted(Object target, String name) {
        return COUNTED.contains(name)
                || name.equals("rollback to savepoint")
                || name.startsWith("execute")
                || (name.equals("close") && !(target instanceof Connection));
    }

    private Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        if (method.getName().equals("commit")) {
            faults.committed();
        }
        Class<?> declared = method.getReturnType();
        if (declared == ResultSet.class && result != null) {
            return proxy(ResultSet.class, result);
        }
        return declared == Statement.class || declared == PreparedStatement.class
                ? proxy(declared, result)
                : result;
    }

    /** The database notices, and rolls back. */
    private void breakOff() throws SQLException {
        broken.set(true);
        try (real) {
            if (!real.getAutoCommit()) {
                real.rollback();
            }
        }
    }
}
