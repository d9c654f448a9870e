package io.dbm.access.mybatis;

import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;

/**
 * MyBatis on one connection.
 *
 * @param made gives this connection's own configuration, complete but for the data source
 */
record MyBatisLayer(Supplier<Configuration> made)
        implements AccessLayer<SqlSessionFactory>,
                TransactionParticipant<SqlSessionFactory, SqlSession> {

    /**
     * {@inheritDoc}
     *
     * <p>The transaction factory keeps its default of turning autocommit on before it gives a JDBC
     * connection back. Skipping that would save no round trip, since the pool would then roll back;
     * and it would lose rows: {@code SqlSession.commit()} does nothing after an {@code INSERT …
     * RETURNING} in a select, and only this commits them.
     */
    @Override
    public SqlSessionFactory open(AccessContext context) {
        Configuration configuration = made.get();
        configuration.setEnvironment(
                new Environment(
                        context.connection(),
                        new JdbcTransactionFactory(),
                        context.client(DataSource.class)));
        return new SqlSessionFactoryBuilder().build(configuration);
    }

    @Override
    public Optional<TransactionParticipant<SqlSessionFactory, ?>> transactions() {
        return Optional.of(this);
    }

    @Override
    public Class<SqlSession> sessionType() {
        return SqlSession.class;
    }

    @Override
    public JoinedSession<SqlSession> join(SqlSessionFactory factory, Connection connection) {
        return new JoinedSqlSession(factory.getConfiguration(), connection);
    }

    @Override
    public boolean offersMapper(SqlSessionFactory factory, Class<?> type) {
        return factory.getConfiguration().hasMapper(type);
    }

    @Override
    public Optional<String> howToOfferMapper(Class<?> type) {
        return Optional.of(
                "for MyBatis, write 'mybatis { mappers = [\""
                        + type.getName()
                        + "\"] }' under dbmanager");
    }
}
