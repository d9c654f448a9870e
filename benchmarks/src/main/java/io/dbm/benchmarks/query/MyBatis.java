package io.dbm.benchmarks.query;

import io.dbm.NamedConnection;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/** MyBatis with its one mapper. */
final class MyBatis {

    private MyBatis() {}

    /** Returns it as one makes it who has a pool. */
    static SqlSessionFactory over(DataSource pool) {
        Environment environment = new Environment("benchmark", new JdbcTransactionFactory(), pool);
        return withMapper(new SqlSessionFactoryBuilder().build(new Configuration(environment)));
    }

    /** Returns it as one gets it who has dbm. */
    static SqlSessionFactory of(NamedConnection connection) {
        return withMapper(connection.access(SqlSessionFactory.class));
    }

    private static SqlSessionFactory withMapper(SqlSessionFactory factory) {
        factory.getConfiguration().addMapper(CounterQuery.class);
        return factory;
    }
}
