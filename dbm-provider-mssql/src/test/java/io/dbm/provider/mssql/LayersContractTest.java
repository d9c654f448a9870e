package io.dbm.provider.mssql;

import io.dbm.tck.AccessContract;
import io.dbm.tck.TransactionContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Nested;

/** What every access layer promises, on SQL Server. */
class LayersContractTest {

    private static String settings() {
        return MssqlServer.settings()
                + ", mybatis { mappers = [\"%s\"] }".formatted(AnyStatement.class.getName());
    }

    @Nested
    class Jdbc extends AccessContract<DataSource> {

        Jdbc() {
            super("jdbc", DataSource.class);
        }

        @Override
        protected String connection() {
            return settings();
        }

        @Override
        protected void execute(DataSource access, String sql) throws SQLException {
            try (Connection connection = access.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        protected AutoCloseable hold(DataSource access) throws SQLException {
            return access.getConnection();
        }
    }

    @Nested
    class JdbcInTransactions extends TransactionContract<Connection> {

        JdbcInTransactions() {
            super(Connection.class);
        }

        @Override
        protected String connection() {
            return settings();
        }

        @Override
        protected void execute(Connection session, String sql) throws SQLException {
            try (Statement statement = session.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        protected long read(Connection session, String sql) throws SQLException {
            try (Statement statement = session.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }

        @Override
        protected void commit(Connection session) throws SQLException {
            session.commit();
        }

        @Override
        protected void rollback(Connection session) throws SQLException {
            session.rollback();
        }
    }

    @Nested
    class OfJdbi extends AccessContract<Jdbi> {

        OfJdbi() {
            super("jdbi", Jdbi.class);
        }

        @Override
        protected String connection() {
            return settings();
        }

        @Override
        protected void execute(Jdbi access, String sql) {
            access.useHandle(handle -> handle.execute(sql));
        }

        @Override
        protected AutoCloseable hold(Jdbi access) {
            return access.open();
        }
    }

    @Nested
    class JdbiInTransactions extends TransactionContract<Handle> {

        JdbiInTransactions() {
            super(Handle.class);
        }

        @Override
        protected String connection() {
            return settings();
        }

        @Override
        protected void execute(Handle session, String sql) {
            session.execute(sql);
        }

        @Override
        protected long read(Handle session, String sql) {
            return session.createQuery(sql).mapTo(Long.class).one();
        }

        @Override
        protected void commit(Handle session) {
            session.commit();
        }

        @Override
        protected void rollback(Handle session) {
            session.rollback();
        }
    }

    @Nested
    class MyBatis extends AccessContract<SqlSessionFactory> {

        MyBatis() {
            super("mybatis", SqlSessionFactory.class);
        }

        @Override
        protected String connection() {
            return settings();
        }

        @Override
        protected void execute(SqlSessionFactory access, String sql) {
            try (SqlSession session = access.openSession(true)) {
                session.getMapper(AnyStatement.class).run(sql);
            }
        }

        @Override
        protected AutoCloseable hold(SqlSessionFactory access) {
            SqlSession session = access.openSession();
            session.getConnection(); // MyBatis borrows no earlier
            return session;
        }
    }

    @Nested
    class MyBatisInTransactions extends TransactionContract<SqlSession> {

        MyBatisInTransactions() {
            super(SqlSession.class);
        }

        @Override
        protected String connection() {
            return settings();
        }

        @Override
        protected void execute(SqlSession session, String sql) {
            session.getMapper(AnyStatement.class).run(sql);
        }

        @Override
        protected long read(SqlSession session, String sql) {
            return session.getMapper(AnyStatement.class).number(sql);
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
