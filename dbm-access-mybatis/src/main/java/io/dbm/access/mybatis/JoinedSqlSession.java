package io.dbm.access.mybatis;

import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionOutcome;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.defaults.DefaultSqlSession;
import org.jspecify.annotations.Nullable;

/**
 * A MyBatis session on a JDBC connection that it shares with other access layers, of which MyBatis
 * by itself would know nothing. Made when it is first asked for.
 */
final class JoinedSqlSession implements JoinedSession<SqlSession> {

    private final Configuration configuration;
    private final Connection connection;
    private final SharedCaches caches;
    private @Nullable SqlSession own;
    private @Nullable SqlSession given;

    JoinedSqlSession(Configuration configuration, Connection connection) {
        this.configuration = configuration;
        this.connection = connection;
        this.caches = new SharedCaches(configuration);
    }

    @Override
    public SqlSession session() {
        if (given == null) {
            SqlSession made =
                    new DefaultSqlSession(
                            configuration,
                            Executors.create(
                                    configuration, new JoinedTransaction(connection), caches),
                            false);
            own = made;
            given =
                    (SqlSession)
                            Proxy.newProxyInstance(
                                    JoinedSqlSession.class.getClassLoader(),
                                    new Class<?>[] {SqlSession.class},
                                    (self, method, arguments) ->
                                            call((SqlSession) self, made, method, arguments));
        }
        return given;
    }

    /** Lets application code do with the session all but end the transaction. */
    private @Nullable Object call(
            SqlSession self,
            SqlSession made,
            Method method,
            @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "close" -> {
                return null;
            }
            case "commit" -> throw refused(connection::commit);
            case "rollback" -> throw refused(connection::rollback);
            case "getMapper" -> {
                return configuration.getMapper((Class<?>) argument(arguments), self);
            }
            case "equals" -> {
                return self == argument(arguments);
            }
            case "hashCode", "toString", "getConfiguration" -> {}
            default -> requireOpen();
        }
        try {
            return method.invoke(made, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static @Nullable Object argument(@Nullable Object @Nullable [] arguments) {
        return arguments == null ? null : arguments[0];
    }

    /** What is cached, MyBatis would show to any thread, and at any time. */
    private void requireOpen() {
        try {
            boolean unused = connection.getAutoCommit();
        } catch (SQLException e) {
            throw new PersistenceException(e.getMessage(), e);
        }
    }

    /** Returns the error with which the JDBC connection refuses to end the transaction. */
    private static PersistenceException refused(End end) {
        try {
            end.run();
            throw new IllegalStateException("the JDBC connection let a session end it");
        } catch (SQLException e) {
            return new PersistenceException(e.getMessage(), e);
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public <M> M mapper(Class<M> type) {
        return session().getMapper(type);
    }

    @Override
    public void flush() {
        if (own != null) {
            own.flushStatements();
        }
    }

    @Override
    public void clearCache() {
        caches.distrust();
        if (own != null) {
            own.clearCache();
        }
    }

    /** A rollback of MyBatis' own drops its batch and its caches, and reaches no database here. */
    @Override
    public void rolledBackToSavepoint() {
        caches.distrust();
        if (own != null) {
            own.rollback(true);
        }
    }

    @Override
    public void completed(TransactionOutcome outcome) {
        if (own == null) {
            return;
        }
        boolean publish = outcome == TransactionOutcome.COMMITTED && caches.areTrusted();
        boolean clear = outcome != TransactionOutcome.ROLLED_BACK && !publish;
        try {
            end(own, publish);
        } catch (RuntimeException e) {
            clear = true; // what is half published must not stay
            throw e;
        } finally {
            if (clear) {
                caches.clear();
            }
        }
    }

    /** Ends the session as far as MyBatis is concerned; it reaches no database here. */
    private static void end(SqlSession session, boolean publish) {
        if (publish) {
            session.commit(true);
        } else {
            session.rollback(true);
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }

    /** A way to end a transaction. */
    @FunctionalInterface
    private interface End {
        void run() throws SQLException;
    }
}
