package io.dbm.provider.mssql.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransactionsTest {

    private static final String COUNT = "select count(*) from account";

    private Connection connection;
    private Connection other;

    @BeforeEach
    void createTable() throws SQLException {
        connection = Client.connect();
        other = Client.connect();
        Client.run(
                connection,
                "drop table if exists account; create table account (id int primary key, sum int)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        other.close();
    }

    @Test
    void areCommittedOrRolledBack() throws SQLException {
        connection.setAutoCommit(false);
        Client.run(connection, "insert into account values (1, 0)");
        assertThat(Client.number(other, COUNT)).isZero();
        connection.commit();
        assertThat(Client.number(other, COUNT)).isEqualTo(1);
        Client.run(connection, "insert into account values (2, 0)");
        connection.rollback();
        Client.run(connection, "insert into account values (3, 0)");
        connection.setAutoCommit(true);
        assertThat(Client.number(other, "select sum(id) from account")).isEqualTo(4);
    }

    @Test
    void endWithTheConnection() throws SQLException {
        connection.setAutoCommit(false);
        Client.run(connection, "insert into account values (1, 0)");
        connection.close();
        assertThat(Client.number(other, COUNT)).isZero();
    }

    @Test
    void haveSavepoints() throws SQLException {
        connection.setAutoCommit(false);
        Savepoint first = connection.setSavepoint();
        Client.run(connection, "insert into account values (1, 0)");
        Savepoint second = connection.setSavepoint("second");
        Client.run(connection, "insert into account values (2, 0)");
        connection.rollback(second);
        assertThat(Client.number(connection, COUNT)).isEqualTo(1);
        connection.rollback(first);
        assertThat(Client.number(connection, COUNT)).isZero();
        connection.commit();
        assertThat(Client.number(connection, "select @@trancount")).isZero();
    }

    @Test
    void canBeWrittenInFull() throws SQLException {
        Client.run(
                connection,
                "begin transaction; insert into account values (1, 0); save tran one;"
                        + " insert into account values (2, 0); rollback tran one; commit");
        assertThat(Client.number(other, COUNT)).isEqualTo(1);
    }

    @Test
    void surviveAStatementThatFails() throws SQLException {
        connection.setAutoCommit(false);
        Client.run(connection, "insert into account values (1, 0)");
        assertThatThrownBy(() -> Client.run(connection, "insert into account values (1, 0)"))
                .isInstanceOf(SQLException.class);
        connection.commit();
        assertThat(Client.number(other, COUNT)).isEqualTo(1);
    }

    @Test
    void areRolledBackByAConversionThatFails() throws SQLException {
        connection.setAutoCommit(false);
        assertEndedBy("select cast('x' as int)", 245);
    }

    @Test
    void areRolledBackByAnyFailureWhereTheSessionSaysSo() throws SQLException {
        Client.run(connection, "set xact_abort on");
        connection.setAutoCommit(false);
        assertEndedBy("insert into account values (1, 0)", 2627);
    }

    private void assertEndedBy(String failing, int number) throws SQLException {
        Client.run(connection, "insert into account values (1, 0)");
        assertThatThrownBy(() -> Client.run(connection, failing))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getErrorCode()).isEqualTo(number));
        assertThat(Client.number(connection, "select @@trancount")).isZero();
        connection.commit();
        assertThat(Client.number(other, COUNT)).isZero();
    }

    @Test
    void takeEachIsolationLevel() throws SQLException {
        for (int level :
                new int[] {
                    Connection.TRANSACTION_READ_UNCOMMITTED,
                    Connection.TRANSACTION_READ_COMMITTED,
                    Connection.TRANSACTION_REPEATABLE_READ,
                    Connection.TRANSACTION_SERIALIZABLE
                }) {
            connection.setTransactionIsolation(level);
            assertThat(Client.number(connection, COUNT)).isZero();
        }
    }

    @Test
    void loseOneOfTwoInADeadlock() throws Exception {
        Client.run(connection, "insert into account values (1, 0), (2, 0)");
        connection.setAutoCommit(false);
        other.setAutoCommit(false);
        Client.run(connection, "update account set sum = 1 where id = 1");
        Client.run(other, "update account set sum = 2 where id = 2");

        CompletableFuture<Integer> mine =
                error(connection, "update account set sum = 1 where id = 2");
        CompletableFuture<Integer> its = error(other, "update account set sum = 2 where id = 1");

        assertThat(new int[] {mine.get(20, TimeUnit.SECONDS), its.get(20, TimeUnit.SECONDS)})
                .containsExactlyInAnyOrder(1205, 0);
        Connection loser = mine.get() == 0 ? other : connection;
        assertThat(Client.number(loser, "select @@trancount")).isZero();
    }

    /** Runs a statement on another thread, and then commits; returns the number of its error. */
    private static CompletableFuture<Integer> error(Connection on, String sql) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Statement statement = on.createStatement()) {
                        statement.execute(sql);
                        on.commit();
                        return 0;
                    } catch (SQLException e) {
                        return e.getErrorCode();
                    }
                });
    }
}
