package io.dbm.tck;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.SettingKey;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
        BORROWS_WHEN_IT_IS_MADE,
        OPENS_CONNECTIONS_OF_ITS_OWN,
        LEAKS_WHEN_A_STATEMENT_FAILS,
        TURNS_AUTOCOMMIT_OFF,
        TURNS_AUTOCOMMIT_ON,
        HANDS_OUT_A_CONNECTION_OF_ITS_OWN,
        BORROWS_A_CONNECTION_TO_JOIN,
        MAKES_A_SESSION_EACH_TIME,
        COMMITS_WHEN_IT_IS_CLOSED,
        STAYS_CLOSED,
        SWALLOWS_A_COMMIT,
        SWALLOWS_A_ROLLBACK,
        SENDS_A_BATCH_TOO_LATE,
        SENDS_WHAT_WAS_UNDONE,
        CACHES_ROWS,
        CACHES_WHAT_WAS_UNDONE,
        SHARES_WHAT_WAS_ROLLED_BACK,
        SHARES_WHAT_ANOTHER_LAYER_HAS_CHANGED,
        ANSWERS_ANYONE_FROM_ITS_CACHE,
        CLAIMS_EVERY_MAPPER
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
            if (defect == Defect.BORROWS_WHEN_IT_IS_MADE) {
                look(context.client(DataSource.class));
            }
            return new Sql(
                    defect == Defect.OPENS_CONNECTIONS_OF_ITS_OWN
                            ? OWN
                            : context.client(DataSource.class));
        }

        private static void look(DataSource pool) {
            try (Connection connection = pool.getConnection()) {
                connection.getMetaData();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Optional<TransactionParticipant<Sql, ?>> transactions() {
            return Optional.of(new DefectiveParticipant());
        }
    }

    /** The access layer. */
    public static final class Sql {

        private final DataSource pool;

        /** What sessions have read and may share. */
        private final Map<String, Long> numbers = new ConcurrentHashMap<>();

        Sql(DataSource pool) {
            this.pool = pool;
        }

        Map<String, Long> numbers() {
            return numbers;
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
}
