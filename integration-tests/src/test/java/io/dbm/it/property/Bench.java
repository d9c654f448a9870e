package io.dbm.it.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DataAccessException;
import io.dbm.DatabaseManager;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.provider.mssql.tds.TdsServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.ibatis.cache.Cache;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.PGConnection;

/** A database with table {@code item}, and an observer of it whom dbm does not know. */
final class Bench implements AutoCloseable {

    private static final String ALL = "select id, name from item order by id";

    private final DatabaseManager manager;
    private final NamedConnection connection;
    private final Connection observer;
    private final Optional<TdsServer> server;
    private final Faults faults;
    private final Isolation strictIsolation;
    private final int isolation;

    Bench(
            DatabaseManager manager,
            Connection observer,
            Optional<TdsServer> server,
            Faults faults,
            Isolation strictIsolation)
            throws SQLException {
        this.server = server;
        this.strictIsolation = strictIsolation;
        this.manager = manager;
        this.connection = manager.connection("primary");
        this.observer = observer;
        this.faults = faults;
        connection.database().update("drop table if exists item");
        connection.database().update("create table item (id int primary key, name varchar(20))");
        try (Connection fresh = connection.access(DataSource.class).getConnection()) {
            isolation = fresh.getTransactionIsolation();
        }
    }

    NamedConnection connection() {
        return connection;
    }

    /** Returns the isolation for transactions that want another than the default. */
    Isolation strictIsolation() {
        return strictIsolation;
    }

    Faults faults() {
        return faults;
    }

    /** Puts rows into the table, and those rows alone into MyBatis' second-level cache. */
    void reset(Map<Integer, String> rows) throws SQLException {
        try (Statement statement = observer.createStatement()) {
            statement.executeUpdate("delete from item");
            for (Map.Entry<Integer, String> row : rows.entrySet()) {
                statement.executeUpdate(
                        Change.INSERT.literally(new Row(row.getKey(), row.getValue())));
            }
        }
        myBatis().getConfiguration().getCaches().forEach(Cache::clear);
        assertThat(throughMyBatis()).isEqualTo(list(rows));
    }

    /** Checks that everybody sees these rows, and that nothing has leaked. */
    void requireThatItHolds(Map<Integer, String> expected) throws SQLException {
        assertThat(connection.stats().pool().inUse()).as("connections in use").isZero();
        assertThat(observed()).as("as committed").isEqualTo(list(expected));
        assertThat(throughMyBatis()).as("through MyBatis").isEqualTo(list(expected));
        assertThat(throughJdbi()).as("through Jdbi").isEqualTo(list(expected));
        try (Connection next = connection.access(DataSource.class).getConnection()) {
            assertThat(next.getAutoCommit()).as("autocommit").isTrue();
            assertThat(next.getTransactionIsolation()).as("isolation").isEqualTo(isolation);
            assertThat(next.isReadOnly()).as("read-only").isFalse();
        }
        assertThat(connection.stats().pool().inUse()).as("connections in use").isZero();
    }

    /** Has the server end the connection of a transaction, and waits until it has. */
    void kill(Place place) throws SQLException {
        Connection jdbc = place.session(Connection.class);
        String kill =
                server.isPresent()
                        ? "kill " + session(jdbc)
                        : "select pg_terminate_backend(%d, 5000)"
                                .formatted(jdbc.unwrap(PGConnection.class).getBackendPID());
        try (Statement statement = observer.createStatement()) {
            statement.execute(kill);
        }
    }

    private static int session(Connection sqlServer) throws SQLException {
        try (Statement statement = sqlServer.createStatement();
                ResultSet row = statement.executeQuery("select @@spid")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Borrows the connection that was killed, which the pool trusts if nobody has noticed. */
    void discardTheKilled() {
        try {
            connection.database().query("select 1", row -> row.getInt(1));
        } catch (DataAccessException e) {
            // that was it
        }
    }

    private SqlSessionFactory myBatis() {
        return connection.access(SqlSessionFactory.class);
    }

    private List<Row> throughMyBatis() {
        try (SqlSession session = myBatis().openSession()) {
            ItemMapper items = session.getMapper(ItemMapper.class);
            List<Row> rows = new ArrayList<>(items.between(0, Scripts.KEYS - 1));
            rows.addAll(items.between(Run.OTHER_KEYS, Run.OTHER_KEYS + Scripts.KEYS - 1));
            return rows;
        }
    }

    private List<Row> throughJdbi() {
        return connection
                .access(Jdbi.class)
                .withHandle(handle -> handle.select(ALL).mapTo(Row.class).list());
    }

    private List<Row> observed() throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet row = statement.executeQuery(ALL)) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(Layer.row(row));
            }
            return rows;
        }
    }

    private static List<Row> list(Map<Integer, String> rows) {
        return rows.entrySet().stream().map(it -> new Row(it.getKey(), it.getValue())).toList();
    }

    @Override
    public void close() throws SQLException {
        try (manager) {
            observer.close();
        }
        server.ifPresent(TdsServer::close);
    }
}
