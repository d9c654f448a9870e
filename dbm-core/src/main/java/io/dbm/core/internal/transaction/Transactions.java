package io.dbm.core.internal.transaction;

import io.dbm.DataAccessException;
import io.dbm.Database;
import io.dbm.Transaction;
import io.dbm.TransactionFunction;
import io.dbm.TransactionMisuseException;
import io.dbm.TransactionOptions;
import io.dbm.Transactor;
import io.dbm.core.internal.database.StatementDatabase;
import io.dbm.core.internal.pool.Ceiling;
import io.dbm.core.internal.pool.DataSourceHandle;
import io.dbm.core.internal.pool.Lease;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.JoinedSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The transactions of one SQL connection, and what joins the one that is bound to a thread. */
public final class Transactions implements Transactor {

    /** What statements of {@link Database} are said to come through. */
    static final String DATABASE = "database";

    private final String name;
    private final DataSourceHandle pool;
    private final Participants participants;
    private final Workers workers;
    private final Database database = new ConnectionDatabase();

    /**
     * What runs in a thread, platform or virtual; nothing is left behind when the work returns. It
     * is joined only if it is bound.
     */
    @SuppressWarnings("ThreadLocalUsage") // each connection has its own
    private final ThreadLocal<@Nullable Scope> current = new ThreadLocal<>();

    /** Begins none yet. */
    public Transactions(
            String name, DataSourceHandle pool, Participants participants, Workers workers) {
        this.name = name;
        this.pool = pool;
        this.participants = participants;
        this.workers = workers;
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R inTransaction(
            TransactionOptions options, TransactionFunction<? super Transaction, R, X> work)
            throws X {
        Scope bound = bound();
        return bound != null ? bound.inTransaction(options, work) : begin(options, work);
    }

    private @Nullable Scope bound() {
        Scope scope = current.get();
        return scope != null && scope.isBound() ? scope : null;
    }

    /** Begins a transaction, whatever is around it. */
    <R extends @Nullable Object, X extends Exception> R begin(
            TransactionOptions options, TransactionFunction<? super Transaction, R, X> work)
            throws X {
        Attempts attempts = new Attempts(options, endOfOuter(), graceOfOuter());
        Lease lease = lease(attempts.endOfOuter());
        while (true) {
            try {
                return attempt(lease, attempts, options, work);
            } catch (Throwable e) {
                Lease another = attempts.mayGoOn() ? leaseAgain(attempts.end(), e) : null;
                if (another == null) {
                    throw e;
                }
                lease = another;
            }
        }
    }

    /** Whoever can have none for a further attempt is told what ended the one before. */
    private @Nullable Lease leaseAgain(OptionalLong end, Throwable lost) {
        try {
            return lease(end);
        } catch (RuntimeException e) {
            lost.addSuppressed(e);
            return null;
        }
    }

    private <R extends @Nullable Object, X extends Exception> R attempt(
            Lease lease,
            Attempts attempts,
            TransactionOptions options,
            TransactionFunction<? super Transaction, R, X> work)
            throws X {
        OptionalLong end = attempts.end();
        Deadline deadline =
                end.isPresent()
                        ? new Deadline(
                                end.getAsLong(), attempts::limit, attempts.grace(), lease, workers)
                        : null;
        JdbcTransaction transaction =
                new JdbcTransaction(name, options, lease, participants, deadline);
        attempts.begin(transaction);
        transaction.begin();
        Scope scope = new Scope(this, transaction, options);
        R result;
        try {
            result = run(scope, options, work);
        } catch (Throwable e) {
            holding(scope, () -> transaction.rollBack(e));
            throw e;
        }
        holding(scope, scope::end);
        return result;
    }

    /** Ends a transaction; what an access layer runs then would wait for the connection, too. */
    private void holding(Scope scope, Runnable end) {
        Scope outer = current.get();
        current.set(scope);
        try {
            end.run();
        } finally {
            backTo(outer);
        }
    }

    private void backTo(@Nullable Scope outer) {
        if (outer == null) {
            current.remove();
        } else {
            current.set(outer);
        }
    }

    /**
     * Borrows, within acquire-timeout and before the end of a transaction's time, if it has one.
     */
    private Lease lease(OptionalLong end) {
        requireThatOneMoreMayCome();
        try {
            return pool.lease(
                    end.isPresent() ? end.getAsLong() - System.nanoTime() : Long.MAX_VALUE);
        } catch (SQLException e) {
            boolean late = end.isPresent() && System.nanoTime() - end.getAsLong() >= 0;
            throw failure(
                    late
                            ? new SQLTimeoutException(
                                    "the time of the transaction was over before a JDBC connection"
                                            + " was free",
                                    "HYT00",
                                    e)
                            : e);
        }
    }

    private Grace graceOfOuter() {
        Scope outer = current.get();
        return outer == null ? new Grace() : outer.grace();
    }

    private OptionalLong endOfOuter() {
        Scope outer = current.get();
        return outer == null ? OptionalLong.empty() : outer.endOfTime();
    }

    /** A thread that holds all that the pool may lend would wait for itself. */
    private void requireThatOneMoreMayCome() {
        Scope scope = current.get();
        if (scope == null) {
            return;
        }
        Ceiling ceiling = pool.ceiling();
        if (scope.connectionsHeld() >= ceiling.value()) {
            throw new TransactionMisuseException(
                    "connection '"
                            + name
                            + "': this thread would wait for itself, since its transactions hold as"
                            + " many JDBC connections as "
                            + ceiling.setting()
                            + " = "
                            + ceiling.value()
                            + " allows: raise that, pass the transaction on, begin it with"
                            + " bindToThread(), or use nested() in place of requiresNew()",
                    null);
        }
    }

    /** Runs work, bound to the thread if that was asked for, or if what is around it is. */
    <R extends @Nullable Object, X extends Exception> R run(
            Scope scope,
            TransactionOptions options,
            TransactionFunction<? super Transaction, R, X> work)
            throws X {
        Scope outer = current.get();
        boolean wasBound = scope.enter(outer, options.isBoundToThread());
        current.set(scope);
        try {
            return work.run(scope);
        } finally {
            scope.leave(wasBound);
            backTo(outer);
        }
    }

    /** Returns the small SQL face of the connection. */
    public Database database() {
        return database;
    }

    /** Returns a mapper whose calls each find their transaction. */
    public <M> M mapper(Class<M> type) {
        Participant<?, ?> unused = participants.ofMapper(type); // or the error that there is none
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> call(self, type, method, arguments)));
    }

    @SuppressWarnings("NullAway") // does not see that a result may be null
    private @Nullable Object call(
            Object self, Class<?> type, Method method, @Nullable Object @Nullable [] arguments)
            throws Exception {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && arguments[0] == self;
                case "hashCode" -> System.identityHashCode(self);
                default -> type.getSimpleName() + " of connection '" + name + "'";
            };
        }
        boolean unused = method.trySetAccessible(); // its type need not be public
        Scope bound = bound();
        return bound != null
                ? call(bound, type, method, arguments)
                : begin(
                        TransactionOptions.defaults(),
                        transaction -> call(transaction, type, method, arguments));
    }

    private static @Nullable Object call(
            Transaction transaction,
            Class<?> type,
            Method method,
            @Nullable Object @Nullable [] arguments)
            throws Exception {
        try {
            return method.invoke(transaction.mapper(type), arguments);
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getTargetException();
        }
    }

    DataAccessException failure(SQLException cause) {
        return StatementDatabase.failure(name, cause);
    }

    /** Each statement in the transaction that is bound to the thread, or else by itself. */
    private final class ConnectionDatabase implements StatementDatabase {
        @Override
        public <R> R run(SqlWork<R> work) {
            Scope bound = bound();
            if (bound != null) {
                return bound.database().run(work);
            }
            requireThatOneMoreMayCome();
            try {
                return run(work, pool.lease(DATABASE));
            } catch (SQLException e) {
                throw failure(e);
            }
        }

        private <R> R run(SqlWork<R> work, Lease lease) throws SQLException {
            try (Connection connection = lease.connection();
                    JoinedSession<?> session = participants.ofDatabase().join(connection)) {
                return work.run(session.connection(), lease.driver());
            }
        }

        @Override
        public <R extends @Nullable Object, X extends Exception> R inTransaction(
                TransactionFunction<? super Database, R, X> work) throws X {
            return Transactions.this.<R, X>inTransaction(
                    transaction -> work.run(transaction.database()));
        }

        /** Says which connection this is; never holds a secret. */
        @Override
        public String toString() {
            return "Database of connection '" + name + "'";
        }
    }
}
