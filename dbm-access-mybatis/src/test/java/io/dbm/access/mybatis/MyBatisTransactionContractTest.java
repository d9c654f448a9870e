package io.dbm.access.mybatis;

import com.typesafe.config.ConfigUtil;
import io.dbm.tck.TransactionContract;
import java.nio.file.Path;
import org.apache.ibatis.annotations.CacheNamespace;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** With a cache that sessions share, and each way to run statements. */
class MyBatisTransactionContractTest {

    /** Runs any statement. */
    @CacheNamespace
    public interface Statements {

        @Update("${sql}")
        void execute(String sql);

        @Select("${sql}")
        long read(String sql);
    }

    @Nested
    class Simple extends Contract {
        Simple() {
            super(ExecutorType.SIMPLE);
        }
    }

    @Nested
    class Reuse extends Contract {
        Reuse() {
            super(ExecutorType.REUSE);
        }
    }

    @Nested
    class Batch extends Contract {
        Batch() {
            super(ExecutorType.BATCH);
        }
    }

    abstract static class Contract extends TransactionContract<SqlSession> {

        private final ExecutorType type;
        @TempDir private Path folder;

        Contract(ExecutorType type) {
            super(SqlSession.class);
            this.type = type;
        }

        @Override
        protected String connection() {
            return """
            type = sqlite, filepath = %s
            mybatis { mappers = [%s], config = executors/%s.xml }
            """
                    .formatted(
                            ConfigUtil.quoteString(folder.resolve("contract.db").toString()),
                            ConfigUtil.quoteString(Statements.class.getName()),
                            type);
        }

        @Override
        protected void execute(SqlSession session, String sql) {
            session.getMapper(Statements.class).execute(sql);
        }

        @Override
        protected long read(SqlSession session, String sql) {
            return session.getMapper(Statements.class).read(sql);
        }

        @Override
        protected void commit(SqlSession session) {
            session.commit(true);
        }

        @Override
        protected void rollback(SqlSession session) {
            session.rollback(true);
        }
    }
}
