package io.dbm.provider.mssql.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StatementsTest {

    private Connection connection;

    @BeforeEach
    void createTable() throws SQLException {
        connection = Client.connect();
        Client.run(
                connection,
                "drop table if exists person; create table person (id int identity(1,1) primary"
                        + " key, name nvarchar(20) not null unique)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void countWhatTheyChange() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("insert into person (name) values ('a'), ('b')"))
                    .isEqualTo(2);
            assertThat(statement.executeUpdate("update person set name = 'c' where name = 'a'"))
                    .isEqualTo(1);
            assertThat(statement.executeUpdate("delete from person where name = 'x'")).isZero();
        }
    }

    @Test
    void giveTheResultsOfABatchInTurn() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("select ';'; insert into person (name) values ('a')"))
                    .isTrue();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void giveGeneratedKeys() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into person (name) values (?)",
                            Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "n" + i);
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    keys.next();
                    assertThat(keys.getInt(1)).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void arePreparedFromTheirSecondRunOn() throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select ? + 1 where '?' = ? and ? is null")) {
            for (int i = 0; i < 4; i++) {
                query.setInt(1, i);
                query.setString(2, "?");
                query.setString(3, null);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(i + 1);
                }
            }
        }
        try (Connection eager = Client.connect("prepareMethod=prepare;");
                PreparedStatement query = eager.prepareStatement("select ? + 1")) {
            for (int i = 0; i < 3; i++) {
                query.setInt(1, i);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    assertThat(row.getInt(1)).isEqualTo(i + 1);
                }
            }
        }
    }

    @Test
    void runInBatches() throws SQLException {
        try (PreparedStatement insert =
                        connection.prepareStatement("insert into person (name) values (?)");
                Statement statement = connection.createStatement()) {
            for (String name : new String[] {"a", "b", "c"}) {
                insert.setString(1, name);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            insert.setString(1, "d");
            insert.addBatch();
            insert.setString(1, "a");
            insert.addBatch();
            assertThatThrownBy(insert::executeBatch)
                    .isInstanceOfSatisfying(
                            BatchUpdateException.class,
                            failed ->
                                    assertThat(failed.getUpdateCounts())
                                            .containsExactly(1, Statement.EXECUTE_FAILED));
            statement.addBatch("update person set name = name + 'x'");
            statement.addBatch("delete from person where name = 'ax'");
            assertThat(statement.executeBatch()).containsExactly(4, 1);
        }
    }

    @Test
    void failWithTheNumbersOfTheServer() throws SQLException {
        Client.run(connection, "insert into person (name) values ('a')");
        Map.of(
                        "select 1 from nowhere", 208,
                        "select nothing from person", 207,
                        "insert into person (name) values ('a')", 2627,
                        "insert into person (name) values (null)", 515,
                        "create table person (id int)", 2714,
                        "select 1 / 0", 8134,
                        "selec 1", 102)
                .forEach(
                        (sql, number) ->
                                assertThatThrownBy(() -> Client.run(connection, sql))
                                        .as(sql)
                                        .isInstanceOfSatisfying(
                                                SQLException.class,
                                                failed ->
                                                        assertThat(failed.getErrorCode())
                                                                .isEqualTo(number)));
        assertThat(Client.number(connection, "select count(*) from person")).isEqualTo(1);
    }

    @Test
    void giveMoreRowsThanAPacketHolds() throws SQLException {
        char[] letters = new char[300];
        Arrays.fill(letters, 'x');
        String text = new String(letters);
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "select x, '" + text + "' from system_range(1, 1000)")) {
            for (int i = 1; i <= 1000; i++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(i);
                assertThat(rows.getString(2)).isEqualTo(text);
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void takeTextsLongerThanAnyLimit() throws SQLException {
        String text = "x".repeat(100_000);
        try (PreparedStatement query =
                connection.prepareStatement("select cast(? as nvarchar(max))")) {
            query.setString(1, text);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).isEqualTo(text);
            }
        }
    }
}
