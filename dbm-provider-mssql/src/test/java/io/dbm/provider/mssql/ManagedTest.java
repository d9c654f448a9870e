package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.core.Dbm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** A data source that the application has made of the plain driver. */
@Timeout(60)
@EnabledIf("io.dbm.provider.mssql.MssqlServer#isStandIn")
class ManagedTest {

    private final String table = MssqlServer.newTable();
    private DatabaseManager manager;
    private NamedConnection legacy;

    @BeforeEach
    void connect() {
        SQLServerDataSource existing = new SQLServerDataSource();
        existing.setServerName("localhost");
        existing.setPortNumber(MssqlServer.standIn().port());
        existing.setDatabaseName("app");
        existing.setUser("app");
        existing.setPassword("app-password");
        existing.setTrustServerCertificate(true);
        manager = Dbm.builder().manage("legacy", "mssql", existing).load();
        manager.connect();
        legacy = manager.connection("legacy");
        legacy.database().update("create table " + table + " (id int primary key)");
    }

    @AfterEach
    void close() {
        legacy.database().update("drop table " + table);
        manager.close();
    }

    private String insert(int id) {
        return "insert into " + table + " values (" + id + ")";
    }

    private List<Integer> ids() {
        return legacy.database()
                .query("select id from " + table + " order by id", row -> row.getInt(1));
    }

    @Test
    void aTransactionIsCommittedOrRolledBack() {
        legacy.useTransaction(
                tx -> {
                    tx.database().update(insert(1));
                    tx.useTransaction(
                            TransactionOptions.defaults().nested(),
                            part -> part.database().update(insert(2)));
                    tx.useTransaction(
                            TransactionOptions.defaults().nested(),
                            part -> {
                                part.database().update(insert(3));
                                part.setRollbackOnly();
                            });
                });
        legacy.useTransaction(
                tx -> {
                    tx.database().update(insert(4));
                    tx.setRollbackOnly();
                });
        assertThat(ids()).containsExactly(1, 2);
    }

    @Test
    void isNotCommittedByHalfWhereAFailureHasEndedItUnasked() {
        assertThatThrownBy(
                        () ->
                                legacy.useTransaction(
                                        tx -> {
                                            tx.database().update(insert(1));
                                            assertThatThrownBy(
                                                    () ->
                                                            tx.database()
                                                                    .update(
                                                                            "set xact_abort on; "
                                                                                    + insert(1)));
                                            tx.database().update(insert(2));
                                        }))
                .isInstanceOf(TransactionRolledBackException.class);
        assertThat(ids()).isEmpty();
    }

    @Test
    void isRefusedWhereItShallBeReadOnly() {
        assertThatThrownBy(
                        () ->
                                legacy.useTransaction(
                                        TransactionOptions.defaults().readOnly(),
                                        tx -> tx.database().update(insert(1))))
                .rootCause()
                .isInstanceOf(SQLFeatureNotSupportedException.class)
                .hasMessage(
                        "connection 'legacy': the transaction cannot be read-only, since its driver"
                                + " passes over that: leave read-only out, or log in as a user who"
                                + " may not write");
        assertThat(ids()).isEmpty();
    }

    @Test
    void theTimeLimitOfATransactionEndsTheStatementThatRuns() throws SQLException {
        assertThatThrownBy(
                        () ->
                                legacy.useTransaction(
                                        TransactionOptions.defaults()
                                                .timeout(Duration.ofMillis(300)),
                                        tx -> {
                                            tx.database().update(insert(1));
                                            tx.session(Connection.class)
                                                    .createStatement()
                                                    .execute("waitfor delay '00:01:00'");
                                        }))
                .isInstanceOf(SQLTimeoutException.class);
        assertThat(ids()).isEmpty();
        try (Connection jdbc = legacy.access(DataSource.class).getConnection()) {
            assertThat(jdbc.getNetworkTimeout()).isZero();
        }
    }
}
