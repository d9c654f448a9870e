package io.dbm.access.mybatis;

import com.typesafe.config.ConfigUtil;
import io.dbm.tck.AccessContract;
import java.nio.file.Path;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.io.TempDir;

class MyBatisContractTest extends AccessContract<SqlSessionFactory> {

    @TempDir private Path folder;

    MyBatisContractTest() {
        super("mybatis", SqlSessionFactory.class);
    }

    /** Runs any statement. */
    public interface Statements {

        @Update("${sql}")
        void execute(String sql);
    }

    @Override
    protected String connection() {
        return """
        type = sqlite, filepath = %s
        mybatis.mappers = [%s]
        """
                .formatted(
                        ConfigUtil.quoteString(folder.resolve("contract.db").toString()),
                        ConfigUtil.quoteString(Statements.class.getName()));
    }

    @Override
    protected void execute(SqlSessionFactory access, String sql) {
        try (SqlSession session = access.openSession(true)) {
            session.getMapper(Statements.class).execute(sql);
        }
    }

    @Override
    protected AutoCloseable hold(SqlSessionFactory access) {
        SqlSession session = access.openSession();
        session.getConnection(); // MyBatis borrows no earlier
        return session;
    }
}
