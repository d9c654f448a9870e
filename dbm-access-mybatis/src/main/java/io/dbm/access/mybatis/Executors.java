package io.dbm.access.mybatis;

import java.sql.SQLException;
import java.util.List;
import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.executor.BatchExecutor;
import org.apache.ibatis.executor.BatchResult;
import org.apache.ibatis.executor.CachingExecutor;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.executor.ReuseExecutor;
import org.apache.ibatis.executor.SimpleExecutor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.apache.ibatis.transaction.Transaction;

/**
 * Makes the executors of sessions that join a transaction: those that {@link
 * Configuration#newExecutor} makes, but for second-level caches that are not always to be trusted.
 */
final class Executors {

    private Executors() {}

    static Executor create(
            Configuration configuration, Transaction transaction, SharedCaches caches) {
        Executor executor =
                switch (configuration.getDefaultExecutorType()) {
                    case BATCH -> new BatchExecutor(configuration, transaction);
                    case REUSE -> new Reusing(configuration, transaction);
                    case SIMPLE -> new SimpleExecutor(configuration, transaction);
                };
        if (configuration.isCacheEnabled()) {
            executor = new Wary(executor, caches);
        }
        for (Interceptor plugin : configuration.getInterceptors()) {
            executor = (Executor) plugin.plugin(executor);
        }
        return executor;
    }

    /**
     * Keeps its statements until the end of the transaction: MyBatis would close them whenever
     * another layer runs a statement, and with one of them the cursor that is open on it.
     */
    private static final class Reusing extends ReuseExecutor {

        Reusing(Configuration configuration, Transaction transaction) {
            super(configuration, transaction);
        }

        @Override
        public List<BatchResult> doFlushStatements(boolean isRollback) {
            return List.of();
        }

        @Override
        public void close(boolean forceRollback) {
            super.doFlushStatements(true);
            super.close(forceRollback);
        }
    }

    /** Goes round the second-level caches while they are not to be trusted. */
    private static final class Wary extends CachingExecutor {

        private final Executor uncached;
        private final SharedCaches caches;

        Wary(Executor uncached, SharedCaches caches) {
            super(uncached);
            this.uncached = uncached;
            this.caches = caches;
        }

        @Override
        @SuppressWarnings("rawtypes") // as MyBatis declares it
        public <E> List<E> query(
                MappedStatement statement,
                Object parameter,
                RowBounds rows,
                ResultHandler handler,
                CacheKey key,
                BoundSql sql)
                throws SQLException {
            return caches.areTrusted()
                    ? super.query(statement, parameter, rows, handler, key, sql)
                    : uncached.query(statement, parameter, rows, handler, key, sql);
        }
    }
}
