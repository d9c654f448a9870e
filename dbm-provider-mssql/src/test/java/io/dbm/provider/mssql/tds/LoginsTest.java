package io.dbm.provider.mssql.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoginsTest {

    @Test
    void opensTheDatabaseThatIsAskedFor() throws SQLException {
        try (Connection connection = Client.connect("applicationName=it's me;")) {
            assertThat(connection.getCatalog()).isEqualTo("app");
            assertThat(Client.number(connection, "select 1 where app_name() = 'it''s me'"))
                    .isEqualTo(1);
            assertThat(connection.getSchema()).isEqualTo("dbo");
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void refusesAWrongPassword() {
        assertRefused("databaseName=app;user=sa;password=bad", 18456);
    }

    @Test
    void refusesAnUnknownDatabase() {
        assertRefused("databaseName=nowhere;user=sa;password=good", 4060);
    }

    private static void assertRefused(String properties, int number) {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        "jdbc:sqlserver://localhost:"
                                                + Client.server().port()
                                                + ";encrypt=false;"
                                                + properties))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo(number));
    }
}
