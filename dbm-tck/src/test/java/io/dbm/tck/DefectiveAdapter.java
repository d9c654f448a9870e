package io.dbm.tck;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.JdbcSession;
import io.dbm.spi.JdbcSessions;
import io.dbm.spi.SettingKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** An access adapter with one defect at a time, which a test has chosen. */
public final class DefectiveAdapter implements AccessAdapter<DefectiveAdapter.Sql> {

    /** What is wrong with it. */
    enum Defect {
        NONE,
        OTHER_ID,
        CAMEL_CASE_KEY,
        THROWS_AT_AN_ODD_VALUE,
        OPENS_CONNECTIONS_OF_ITS_OWN,
        LEAKS_WHEN_A_STATEMENT_FAILS,
        COMMITS_WHEN_IT_IS_CLOSED,
        COMMITS_WHEN_IT_IS_ROLLED_BACK,
        NEVER_COMMITS,
        WRAPS_WHAT_THE_POOL_THROWS
    }

    static volatile Defect defect = Defect.NONE;

    /** What to connect to for the one that goes round the pool. */
    static final JdbcDataSource OWN = new JdbcDataSource();

    private static SettingKey<Duration> patienceKey() {
        return SettingKey.duration(
                defect == Defect.CAMEL_CASE_KEY ? "howPatient" : "patience",
                "Read, and then forgotten.");
    }

    @Override
    public String id() {
        return defect == Defect.OTHER_ID ? "other" : "defective";
    }

    @Override
    public Class<Sql> accessType() {
        return Sql.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(patienceKey());
    }

    @Override
    public AccessLayer<Sql> configure(AccessSpec spec) {
        long millis = spec.settings().get(patienceKey()).orElse(Duration.ZERO).toMillis();
        if (defect == Defect.THROWS_AT_AN_ODD_VALUE) {
            refuseLong(millis);
        }
        return new Layer();
    }

    private static void refuseLong(long millis) {
        if (millis > 1_000_000) {
            throw new IllegalArgumentException("too long");
        }
    }

    private static final class Layer implements AccessLayer<Sql> {

        @Override
        public Sql open(AccessContext context) {
            return new Sql(
                    defect == Defect.OPENS_CONNECTIONS_OF_ITS_OWN
                            ? OWN
                            : context.client(DataSource.class));
        }

        @Override
        public Optional<JdbcSessions<Sql>> sessions() {
            return Optional.of(Session::open);
        }
    }

    /** The access layer. */
    public static final class Sql {

        private final DataSource pool;

        Sql(DataSource pool) {
            this.pool = pool;
        }

        Connection hold() throws SQLException {
            return pool.getConnection();
        }

        void execute(String sql) throws SQLException {
            Connection connection = hold();
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                if (defect == Defect.LEAKS_WHEN_A_STATEMENT_FAILS) {
                    throw e;
                }
                connection.close();
                throw e;
            }
            connection.close();
        }
    }

    private record Session(Connection connection) implements JdbcSession {

        static Session open(Sql access, boolean transaction) throws SQLException {
            try {
                Connection connection = access.pool.getConnection();
                connection.setAutoCommit(!transaction);
                return new Session(connection);
            } catch (SQLException e) {
                if (defect == Defect.WRAPS_WHAT_THE_POOL_THROWS) {
                    throw new IllegalStateException(e);
                }
                throw e;
            }
        }

        @Override
        public void commit() throws SQLException {
            if (defect != Defect.NEVER_COMMITS) {
                connection.commit();
            }
        }

        @Override
        public void rollback() throws SQLException {
            if (defect == Defect.COMMITS_WHEN_IT_IS_ROLLED_BACK) {
                connection.commit();
            } else {
                connection.rollback();
            }
        }

        @Override
        public void close() throws SQLException {
            if (defect == Defect.COMMITS_WHEN_IT_IS_CLOSED && !connection.getAutoCommit()) {
                connection.commit();
            }
            connection.close();
        }
    }
}
