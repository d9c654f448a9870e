package io.dbm.it;

import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;

/** A way to run a query that gives one number. */
public enum Layer {
    JDBC {
        @Override
        public int run(NamedConnection connection, String sql) throws Exception {
            try (Connection borrowed = connection.access(DataSource.class).getConnection();
                    Statement statement = borrowed.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getInt(1);
            }
        }
    },
    JDBI {
        @Override
        public int run(NamedConnection connection, String sql) {
            return connection
                    .access(Jdbi.class)
                    .withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
        }
    },
    MYBATIS {
        @Override
        public int run(NamedConnection connection, String sql) {
            try (SqlSession session = connection.access(SqlSessionFactory.class).openSession()) {
                return session.getMapper(PersonMapper.class).number(sql);
            }
        }
    },
    DATABASE {
        @Override
        public int run(NamedConnection connection, String sql) {
            return connection.database().queryOne(sql, row -> row.getInt(1)).orElseThrow();
        }
    };

    /** Runs it. */
    public abstract int run(NamedConnection connection, String sql) throws Exception;
}
