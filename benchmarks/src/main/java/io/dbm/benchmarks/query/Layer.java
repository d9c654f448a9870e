package io.dbm.benchmarks.query;

import io.dbm.Database;
import io.dbm.NamedConnection;
import io.dbm.benchmarks.store.Query;
import io.dbm.benchmarks.store.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ways to read one number by its primary key. A new one is a constant. */
enum Layer {
    JDBC("JDBC", "JDBC") {
        @Override
        Query over(DataSource pool) {
            return id -> select(pool, id);
        }

        @Override
        Query over(NamedConnection connection) {
            return over(connection.access(DataSource.class));
        }
    },
    JDBI("Jdbi", "Jdbi") {
        @Override
        Query over(DataSource pool) {
            return of(Jdbi.create(pool));
        }

        @Override
        Query over(NamedConnection connection) {
            return of(connection.access(Jdbi.class));
        }

        private Query of(Jdbi jdbi) {
            return id ->
                    jdbi.withHandle(
                            handle ->
                                    handle.createQuery(Store.SELECT)
                                            .bind(0, id)
                                            .map((row, context) -> row.getInt(1))
                                            .one());
        }
    },
    JDBI_CONSTRUCTOR("Jdbi, `ConstructorMapper`,", "Jdbi, `ConstructorMapper`") {
        @Override
        Query over(DataSource pool) {
            return of(Jdbi.create(pool));
        }

        @Override
        Query over(NamedConnection connection) {
            return of(connection.access(Jdbi.class));
        }

        private Query of(Jdbi jdbi) {
            jdbi.registerRowMapper(ConstructorMapper.factory(Counter.class));
            return id ->
                    jdbi.withHandle(
                            handle ->
                                    handle.createQuery(Store.SELECT)
                                            .bind(0, id)
                                            .mapTo(Counter.class)
                                            .one()
                                            .n());
        }
    },
    MYBATIS("MyBatis", "MyBatis") {
        @Override
        Query over(DataSource pool) {
            return selectingBy(MyBatis.over(pool), true);
        }

        @Override
        Query over(NamedConnection connection) {
            return selectingBy(MyBatis.of(connection), true);
        }
    },
    MYBATIS_TRANSACTION("MyBatis without autocommit", "MyBatis without autocommit") {
        @Override
        Query over(DataSource pool) {
            return selectingBy(MyBatis.over(pool), false);
        }

        @Override
        Query over(NamedConnection connection) {
            return selectingBy(MyBatis.of(connection), false);
        }
    },
    DATABASE("Spring's `JdbcClient`", "`Database`") {
        @Override
        Query over(DataSource pool) {
            JdbcClient client = JdbcClient.create(pool);
            return id ->
                    client.sql(Store.SELECT)
                            .param(id)
                            .query((row, number) -> row.getInt(1))
                            .single();
        }

        @Override
        Query over(NamedConnection connection) {
            Database database = connection.database();
            return id -> database.queryOne(Store.SELECT, row -> row.getInt(1), id).orElseThrow();
        }
    };

    /** A row of the table, or what of it is read. */
    record Counter(int n) {}

    private final String others;
    private final String ours;

    /** Goes by what it is called with another pool, and with dbm. */
    Layer(String others, String ours) {
        this.others = others;
        this.ours = ours;
    }

    String others() {
        return others;
    }

    String ours() {
        return ours;
    }

    /** Makes it as one does who has a pool. */
    abstract Query over(DataSource pool);

    /** Makes it as one does who has dbm. */
    abstract Query over(NamedConnection connection);

    private static Query selectingBy(SqlSessionFactory factory, boolean autoCommit) {
        return id -> {
            try (SqlSession session = factory.openSession(autoCommit)) {
                return session.getMapper(CounterQuery.class).select(id);
            }
        };
    }

    static int select(DataSource pool, int id) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(Store.SELECT)) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
