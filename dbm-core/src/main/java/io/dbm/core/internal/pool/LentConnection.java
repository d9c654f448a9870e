package io.dbm.core.internal.pool;

import io.dbm.core.internal.handle.JdbcCall;
import io.dbm.core.internal.log.Quoted;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JDBC connection of a data source that is no pool of dbm's, for as long as it is borrowed: lent
 * in autocommit, and given back as it came.
 *
 * <p>It is a proxy, as are its statements and metadata, whose {@code getConnection()} returns it.
 * Result sets are the driver's or its pool's own, since each column of each row is asked for
 * through them.
 */
final class LentConnection implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.connection");

    /** What the pool has lent, and is given back. */
    private final Connection real;

    /** What is called instead. */
    private final Connection shown;

    private final ForeignPool pool;
    private final ChangedState changed;
    private final AtomicBoolean isBack = new AtomicBoolean();

    private LentConnection(Connection real, Connection shown, ForeignPool pool) {
        this.real = real;
        this.shown = shown;
        this.pool = pool;
        this.changed = new ChangedState(real, pool.driver());
    }

    /** Lends what was borrowed; if that fails, it is cut off. */
    static Connection of(Connection real, ForeignPool pool, PhysicalView view) throws SQLException {
        LentConnection lent;
        try {
            lent = new LentConnection(real, view.of(real), pool);
            if (!real.getAutoCommit()) {
                lent.changed.willCall("setAutoCommit");
                real.setAutoCommit(true);
            }
        } catch (SQLException | RuntimeException | Error e) {
            pool.cutOff(real);
            throw e;
        }
        pool.isLent();
        return view(Connection.class, lent);
    }

    /** Closes a JDBC connection that was lent, so that its pool lends it to nobody again. */
    static void evict(Connection connection) {
        if (Proxy.getInvocationHandler(connection) instanceof LentConnection lent) {
            lent.evict();
        }
    }

    private void evict() {
        if (isBack.compareAndSet(false, true)) {
            pool.isBack();
            pool.cutOff(real);
        }
    }

    @Override
    public @Nullable Object invoke(
            Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        String name = method.getName();
        switch (name) {
            case "close" -> {
                giveBack();
                return null;
            }
            case "isClosed" -> {
                return isBack.get() || real.isClosed();
            }
            case "equals" -> {
                return self == first(arguments);
            }
            case "hashCode" -> {
                return System.identityHashCode(self);
            }
            case "toString" -> {
                return isBack.get() ? "a JDBC connection that was given back" : real.toString();
            }
            default -> {
                return isBack.get() ? whenBack(name) : call(self, method, arguments);
            }
        }
    }

    private @Nullable Object whenBack(String name) throws SQLException {
        return switch (name) {
            case "abort" -> null;
            case "isValid" -> false;
            default -> throw new SQLException("the JDBC connection was given back", "08003");
        };
    }

    private @Nullable Object call(
            Object self, Method method, @Nullable Object @Nullable [] arguments)
            throws SQLException {
        if (method.getName().equals("unwrap")) {
            return unwrap(real, type(arguments));
        }
        changed.willCall(method.getName());
        Object result = JdbcCall.run(shown, method, arguments);
        Class<?> declared = method.getReturnType();
        boolean leadsBack =
                Statement.class.isAssignableFrom(declared) || declared == DatabaseMetaData.class;
        return leadsBack && result != null
                ? view(declared, (part, asked, given) -> callPart(self, part, result, asked, given))
                : result;
    }

    private static @Nullable Object callPart(
            Object connection,
            Object self,
            Object real,
            Method method,
            @Nullable Object @Nullable [] arguments)
            throws SQLException {
        return switch (method.getName()) {
            case "getConnection" -> connection;
            case "equals" -> self == first(arguments);
            case "hashCode" -> System.identityHashCode(self);
            case "unwrap" -> unwrap((java.sql.Wrapper) real, type(arguments));
            default -> JdbcCall.run(real, method, arguments);
        };
    }

    /** Whatever a pool lets through, the object itself is there. */
    private static Object unwrap(java.sql.Wrapper real, Class<?> type) throws SQLException {
        try {
            return real.unwrap(type);
        } catch (SQLException e) {
            if (type.isInstance(real)) {
                return real;
            }
            throw e;
        }
    }

    private void giveBack() throws SQLException {
        if (!isBack.compareAndSet(false, true)) {
            return;
        }
        try {
            if (!real.isClosed()) {
                changed.restore();
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn(
                    "connection={} event=not_restored reason={}",
                    pool.name(),
                    Quoted.of(e.getClass().getName()));
            pool.cutOff(real);
            return;
        } finally {
            pool.isBack();
        }
        real.close();
    }

    private static <T> T view(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        LentConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object first(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? null : arguments[0];
    }

    private static Class<?> type(@Nullable Object @Nullable [] arguments) {
        return (Class<?>) Objects.requireNonNull(first(arguments));
    }
}
