package io.dbm.core.internal.transaction;

import io.dbm.core.internal.handle.JdbcCall;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one access layer sees of a transaction's JDBC connection, of its statements and their rows:
 * all that the real ones do, except to end the transaction. Whatever runs a statement is announced
 * as the layer's.
 *
 * <p>They are proxies, since JDBC's interfaces have some 600 methods, of which two dozen matter
 * here.
 */
final class Views {

    private final Seat seat;
    private final SharedConnection shared;
    private final Connection connection;

    Views(Seat seat, SharedConnection shared) {
        this.seat = seat;
        this.shared = shared;
        this.connection = view(Connection.class, shared.real(), (self, call) -> onConnection(call));
    }

    /** Returns the view of the JDBC connection; all others come from it. */
    Connection connection() {
        return connection;
    }

    private @Nullable Object onConnection(RealCall call) throws SQLException {
        switch (call.name()) {
            case "close" -> {
                return null;
            }
            case "isClosed" -> {
                return shared.isEnded() || shared.real().isClosed();
            }
            case "getAutoCommit" -> {
                shared.check();
                return false;
            }
            case "setAutoCommit" -> {
                if (Boolean.FALSE.equals(call.argument(0))) {
                    return null; // as it is
                }
                throw shared.refusal("setAutoCommit(true)");
            }
            case "rollback" -> {
                if (call.argument(0) instanceof Savepoint savepoint) {
                    shared.rollBackTo(savepoint);
                    return null;
                }
                throw shared.refusal("rollback()");
            }
            case "commit", "abort", "setReadOnly", "setTransactionIsolation" ->
                    throw shared.refusal(call.name() + "()");
            case "setSavepoint" -> {
                return shared.setSavepoint(call);
            }
            case "releaseSavepoint" -> {
                return shared.releaseSavepoint(call);
            }
            case "prepareStatement", "prepareCall" -> shared.checkText(call.argument(0));
            case "setSchema" -> shared.schemaWillChange();
            case "setCatalog" -> shared.catalogWillChange();
            default -> shared.check();
        }
        return viewOf(call, shared.onConnection(seat, call), null);
    }

    private Statement statement(Statement real, Class<? extends Statement> type, RealCall by) {
        boolean undoing = isUndoing(by);
        return view(type, real, (self, call) -> onStatement((Statement) self, real, undoing, call));
    }

    private static boolean isUndoing(RealCall call) {
        return call.argument(0) instanceof String sql && TransactionSql.isUndoing(sql);
    }

    private @Nullable Object onStatement(
            Statement self, Statement real, boolean undoing, RealCall call) throws SQLException {
        String name = call.name();
        if (name.startsWith("execute")) {
            shared.checkText(call.argument(0));
            Object result =
                    undoing || isUndoing(call)
                            ? shared.undoing(seat, real, call)
                            : shared.statement(seat, real, call);
            return viewOf(call, result, self);
        }
        return switch (name) {
            case "getConnection" -> connection;
            case "addBatch" -> {
                shared.checkText(call.argument(0));
                yield call.run();
            }
            case "cancel" -> shared.cancel(call);
            case "getMoreResults", "getGeneratedKeys" -> {
                shared.check();
                yield viewOf(call, shared.limited(real, call), self);
            }
            case "close" -> shared.watched(call); // also afterwards
            case "isClosed" -> call.run();
            default -> {
                shared.check();
                yield viewOf(call, shared.watched(call), self);
            }
        };
    }

    private ResultSet rows(ResultSet real, @Nullable Statement from) {
        return view(ResultSet.class, real, (self, call) -> onRows(real, from, call));
    }

    private @Nullable Object onRows(ResultSet real, @Nullable Statement from, RealCall call)
            throws SQLException {
        return switch (call.name()) {
            case "next", "previous", "first", "last", "absolute", "relative" ->
                    shared.fetch(real, call);
            case "insertRow", "updateRow", "deleteRow" ->
                    shared.statement(seat, real.getStatement(), call);
            case "getStatement" -> from == null ? viewOf(call) : from;
            case "close", "isClosed" -> shared.watched(call);
            default -> {
                shared.check();
                yield viewOf(call);
            }
        };
    }

    private @Nullable Object onMetaData(RealCall call) throws SQLException {
        if (call.name().equals("getConnection")) {
            return connection;
        }
        shared.check();
        return viewOf(call, shared.limited(null, call), null);
    }

    private @Nullable Object viewOf(RealCall call) throws SQLException {
        return viewOf(call, shared.watched(call), null);
    }

    /** Goes by what the method declares: a driver's object may be several things at once. */
    private @Nullable Object viewOf(
            RealCall call, @Nullable Object result, @Nullable Statement from) {
        Class<?> declared = call.method.getReturnType();
        if (result instanceof ResultSet rows
                && (declared == ResultSet.class || declared == Object.class)) {
            return rows(rows, from);
        }
        if (Statement.class.isAssignableFrom(declared) && result instanceof Statement statement) {
            return statement(statement, declared.asSubclass(Statement.class), call);
        }
        return declared == DatabaseMetaData.class && result != null
                ? view(DatabaseMetaData.class, result, (self, inner) -> onMetaData(inner))
                : result;
    }

    private static <T> T view(Class<T> type, Object real, Handler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        Views.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) ->
                                readsPlainValue(method)
                                        ? JdbcCall.run(real, method, arguments)
                                        : answer(
                                                self,
                                                new RealCall(real, method, arguments),
                                                handler)));
    }

    /** What is called for each column of each row, and returns nothing that needs a view. */
    private static boolean readsPlainValue(Method method) {
        return method.getDeclaringClass() == ResultSet.class
                && (method.getName().startsWith("get") || method.getName().equals("wasNull"))
                && method.getReturnType() != Object.class
                && method.getReturnType() != Statement.class;
    }

    private static @Nullable Object answer(Object self, RealCall call, Handler handler)
            throws SQLException {
        return switch (call.name()) {
            case "equals" -> self == call.argument(0);
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> call.real.toString();
            case "unwrap" -> call.type().isInstance(self) ? self : call.run();
            case "isWrapperFor" -> call.type().isInstance(self) ? true : call.run();
            default -> handler.handle(self, call);
        };
    }

    /** Answers a call of a view. */
    @FunctionalInterface
    private interface Handler {
        @Nullable Object handle(Object self, RealCall call) throws SQLException;
    }

    /** The same call of what a view stands for. */
    private static final class RealCall implements Call {

        private final Object real;
        private final Method method;
        private final @Nullable Object @Nullable [] arguments;

        RealCall(Object real, Method method, @Nullable Object @Nullable [] arguments) {
            this.real = real;
            this.method = method;
            this.arguments = arguments;
        }

        String name() {
            return method.getName();
        }

        @Nullable Object argument(int index) {
            return arguments == null || arguments.length == 0 ? null : arguments[index];
        }

        /** Returns the argument of {@code unwrap} and {@code isWrapperFor}. */
        Class<?> type() {
            return (Class<?>) Objects.requireNonNull(argument(0));
        }

        @Override
        public @Nullable Object run() throws SQLException {
            return JdbcCall.run(real, method, arguments);
        }
    }
}
