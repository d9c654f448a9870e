package io.dbm.core.internal.statement;

import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.JdbcProxyFactory;
import net.ttddyy.dsproxy.proxy.NanoTimeStopwatchFactory;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import org.jspecify.annotations.Nullable;

/** Has the statements of one connection logged, as datasource-proxy sees them run. */
public final class WatchedStatements {

    /** What dbm runs itself is no layer's, and is not logged. */
    public static final String NO_LAYER = "";

    private final StatementLog log;
    private final ProxyConfig config;

    /** Logs there. */
    public WatchedStatements(StatementLog log) {
        this.log = log;
        this.config =
                ProxyConfig.Builder.create()
                        .queryListener(new Listener(log))
                        .stopwatchFactory(new NanoTimeStopwatchFactory())
                        .build();
    }

    /** Begins to watch the statements of a JDBC connection that a layer has borrowed. */
    public Borrowed borrowedBy(String layer) {
        return new Borrowed(layer);
    }

    /** The statements of one JDBC connection, for as long as it is borrowed. */
    public final class Borrowed {

        /** Its data source is the layer: that is what each execution is told with. */
        private final ConnectionInfo info = new ConnectionInfo();

        private Borrowed(String layer) {
            info.setDataSourceName(layer);
        }

        /**
         * Has what runs from now on be another layer's.
         *
         * @return whose it was before
         */
        public String enter(String layer) {
            String before = info.getDataSourceName();
            info.setDataSourceName(layer);
            return before;
        }

        /**
         * Returns what a call on the JDBC connection has returned, watched if it is a statement.
         *
         * @param self the JDBC connection as its borrower sees it
         */
        public @Nullable Object watch(
                Connection self,
                Method method,
                @Nullable Object @Nullable [] arguments,
                @Nullable Object result) {
            JdbcProxyFactory proxies = config.getJdbcProxyFactory();
            String sql = text(arguments);
            return switch (method.getName()) {
                case "createStatement" ->
                        proxies.createStatement((Statement) result, info, self, config);
                case "prepareStatement" ->
                        proxies.createPreparedStatement(
                                (PreparedStatement) result, sql, info, self, config, false);
                case "prepareCall" ->
                        proxies.createCallableStatement(
                                (CallableStatement) result, sql, info, self, config);
                default -> result;
            };
        }

        /** Tells of a call on the JDBC connection that failed; it may have prepared a statement. */
        public void failed(
                Method method,
                @Nullable Object @Nullable [] arguments,
                Duration took,
                SQLException failure) {
            String layer = info.getDataSourceName();
            if (method.getName().startsWith("prepare") && !layer.equals(NO_LAYER)) {
                log.ran(layer, List.of(text(arguments)), 0, took, failure);
            }
        }
    }

    private static String text(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments[0] instanceof String text ? text : "";
    }

    private record Listener(StatementLog log) implements QueryExecutionListener {
        @Override
        public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

        @Override
        public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
            if (!execution.getDataSourceName().equals(NO_LAYER)) {
                log.ran(
                        execution.getDataSourceName(),
                        queries.stream().map(QueryInfo::getQuery).toList(),
                        execution.isBatch() ? execution.getBatchSize() : 0,
                        Duration.ofNanos(execution.getElapsedTime()),
                        execution.getThrowable());
            }
        }
    }
}
