package io.dbm.provider.postgres;

import static io.dbm.provider.postgres.PostgresServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dbm.Database;
import io.dbm.DatabaseManager;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** User, password, database and schema may be whatever PostgreSQL allows, and arrive unchanged. */
class OddNamesTest {

    private static final List<String> NAMES =
            List.of(
                    "a@b",
                    "a:b",
                    "a/b",
                    "a?b",
                    "a#b",
                    "a&b",
                    "a=b",
                    "a%b",
                    "a%20b",
                    "a+b",
                    "a'b",
                    "a\"b",
                    "a\\b",
                    "a b",
                    " a ",
                    "a,b",
                    "a;b",
                    "[a]",
                    "Ab",
                    "zażółć",
                    "表",
                    "a@b:c/d?e#f&g=h%i'j\"k l",
                    "x -c work_mem=1MB");

    @BeforeAll
    static void create() {
        for (String name : NAMES) {
            PostgresServer.run(
                    "create role %s login password %s".formatted(quoted(name), literal(name)),
                    "create database %s owner %s".formatted(quoted(name), quoted(name)));
        }
    }

    @TestFactory
    Stream<DynamicTest> inTheKeys() {
        return connectsAsEach(
                name -> {
                    Map<String, Object> keys = PostgresServer.keys();
                    keys.put("user", name);
                    keys.put("password", name);
                    keys.put("database", name);
                    return keys;
                });
    }

    @TestFactory
    Stream<DynamicTest> inTheUrlForm() {
        return connectsAsEach(
                name -> {
                    String encoded = encoded(name).replace("+", "%20");
                    return PostgresServer.dsn(
                            "postgresql://%s:%s@localhost:%d/%s"
                                    .formatted(encoded, encoded, PostgresServer.port(), encoded));
                });
    }

    @TestFactory
    Stream<DynamicTest> inTheJdbcForm() {
        return connectsAsEach(
                name ->
                        PostgresServer.dsn(
                                "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s"
                                        .formatted(
                                                PostgresServer.port(),
                                                encoded(name),
                                                encoded(name),
                                                encoded(name))));
    }

    @TestFactory
    Stream<DynamicTest> asTheSchema() {
        return NAMES.stream().map(name -> dynamicTest(name, () -> findsTheSchema(name)));
    }

    private static void findsTheSchema(String name) {
        Map<String, Object> keys = PostgresServer.keys();
        keys.put("schema", name);
        try (DatabaseManager manager = PostgresServer.load(keys)) {
            manager.connect();
            Database database = manager.connection("primary").database();
            database.update("create schema " + quoted(name));
            assertThat(database.queryOne("select current_schema()", row -> row.getString(1)))
                    .contains(name);
        }
    }

    private static Stream<DynamicTest> connectsAsEach(Function<String, Map<String, Object>> keys) {
        String who = "select current_user || ' in ' || current_database()";
        return NAMES.stream()
                .map(
                        name ->
                                dynamicTest(
                                        name,
                                        () ->
                                                assertThat(query(keys.apply(name), who))
                                                        .isEqualTo(name + " in " + name)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
