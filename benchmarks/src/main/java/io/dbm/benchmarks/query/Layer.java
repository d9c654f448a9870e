package io.dbm.benchmarks.query;

import io.dbm.Database;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.jdbi.v3.core.Jdbi;
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
    MYBATIS("MyBatis", "MyBatis") {
        @Override
        Query over(DataSource pool) {
            Configuration configuration =
                    new Configuration(
                            new Environment("benchmark", new JdbcTransactionFactory(), pool));
            configuration.addMapper(CounterQuery.class);
            return of(new SqlSessionFactoryBuilder().build(configuration));
        }

        @Override
        Query over(NamedConnection connection) {
            SqlSessionFactory factory = connection.access(SqlSessionFactory.class);
            factory.getConfiguration().addMapper(CounterQuery.class);
            return of(factory);
        }

        private Query of(SqlSessionFactory factory) {
            return id -> {
                try (SqlSession session = factory.openSession(true)) {
                    return session.getMapper(CounterQuery.class).select(id);
                }
            };
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

    /** Reads the number of one id. */
    @FunctionalInterface
    interface Query {
        int run(int id) throws SQLException;
    }

    /** Makes it as one does who has a pool. */
    abstract Query over(DataSource pool);

    /** Makes it as one does who has dbm. */
    abstract Query over(NamedConnection connection);

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
