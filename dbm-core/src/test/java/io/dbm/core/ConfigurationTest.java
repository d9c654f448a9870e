package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbm.ConfigurationException;
import io.dbm.DatabaseManager;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @Test
    void everyMistakeIsNamedAtOnceWithItsLine() {
        ConfigurationException error =
                mistakes(
                        """
                        dbmanager {
                          default-connection = primry
                          max-open-conns = many
                          connections {
                            primary { type = h2, database = a, default_orm = jdbc }
                            other { type = h2 }
                            third { type = hh2, query-timeout = 30 }
                          }
                        }
                        """);
        assertThat(error)
                .hasMessage(
                        """
                        the configuration has 6 problems:
                          - dbmanager.connections.other.database: is missing: write the database on the server (app.conf: 6)
                          - dbmanager.connections.primary.default_orm: unknown key; did you mean 'default-access'? (app.conf: 5)
                          - dbmanager.connections.third.query-timeout: must be a duration with its unit, such as 500ms, 30s or 5m (app.conf: 7)
                          - dbmanager.connections.third.type: no provider 'hh2'; did you mean 'h2'?; on the class path: faulty, h2, rogue (app.conf: 7)
                          - dbmanager.default-connection: no connection 'primry'; did you mean 'primary'? (app.conf: 2)
                          - dbmanager.max-open-conns: must be a whole number, 1 or more (app.conf: 3)"""
                                .stripTrailing());
        assertThat(error.problems()).hasSize(6);
    }

    @Test
    void aMissingSectionSaysWhereToWriteIt() {
        assertThat(mistakes("other = 1"))
                .hasMessage(
                        "the configuration has a problem:\n"
                                + "  - dbmanager: is missing: write it in application.conf on the"
                                + " class path, or hand a Config to dbm");
    }

    @Test
    void aMissingSectionSaysInWhichFileItWasLookedFor(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("empty.conf"), "");
        System.setProperty("config.file", file.toString());
        try {
            assertThat(catchThrowableOfType(ConfigurationException.class, Dbm::load).problems())
                    .singleElement()
                    .hasToString(
                            "dbmanager: is missing in " + file + ": write 'dbmanager { … }' there");
        } finally {
            System.clearProperty("config.file");
        }
    }

    @Test
    void whatIsSecretInTheUrlOfTheFileIsNotTold(@TempDir Path folder) throws Exception {
        String url = "file://" + Files.writeString(folder.resolve("empty.conf"), "");
        System.setProperty("config.url", url + "?token=s3cret");
        try {
            assertThat(catchThrowableOfType(ConfigurationException.class, Dbm::load).problems())
                    .singleElement()
                    .hasToString(
                            "dbmanager: is missing in " + url + ": write 'dbmanager { … }' there");
        } finally {
            System.clearProperty("config.url");
        }
    }

    @Test
    void aMisspeltSectionIsNamed() {
        assertThat(mistakes("dbmanger { connections.a { type = h2 } }").problems())
                .singleElement()
                .hasToString(
                        "dbmanger: not a block of dbm's; did you mean 'dbmanager'? (app.conf: 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-open-conns = 0 | must be a whole number, 1 or more",
                "max-open-conns = -1 | must be a whole number, 1 or more",
                "max-open-conns = 99999999999 | must be at most 2147483647",
                "max-open-conns = 1.5 | must be a whole number, 1 or more",
                "max-open-conns = [1] | must be a whole number, not a list",
                "max-open-conns { a = 1 } | must be a whole number, not a block",
                "acquire-timeout = 0 | must be more than 0: nothing here waits for ever",
                "query-timeout = -5s | must not be negative",
                "connect-timeout = 200000d | must be at most 24 days",
                "connect-timeout = 1.5 | must be a duration with its unit, such as 500ms, 30s or 5m",
                "conn-max-lifetime = 100us | must be whole milliseconds",
                "retry-delay = 1m | retry-delay is more than retry-max-delay, 60000 ms and 10000 ms;"
                        + " lower the one or raise the other",
                "min-idle-conns = 6 | 6 is more than max-idle-conns, which is 5; lower the one or"
                        + " raise the other",
                "retry-attempts = 0 | must be a whole number, 1 or more",
                "max-idle-conns = -1 | must be a whole number, zero or more",
                "enable-logging = maybe | must be true or false",
                "enable-tracing = maybe | must be true or false",
                "name = other | must equal the connection's key 'a'; leave it out",
                "tags = [x] | must be a block of names and texts",
                "filepath = x | does not apply here: no provider of this connection's type"
                        + " understands it",
                "default-access = jdbi | no access layer 'jdbi': add io.dbm:dbm-access-jdbi; on the"
                        + " class path: jdbc",
                "default-access = jdbcc | no access layer 'jdbcc'; did you mean 'jdbc'?; on the"
                        + " class path: jdbc",
                "mybatis { x = 1 } | needs io.dbm:dbm-access-mybatis on the class path",
                "maximumPoolSize = 3 | unknown key",
                "max-pool-size = 3 | unknown key; did you mean 'max-open-conns'?",
                "usr = x | unknown key; did you mean 'user'?",
            })
    void aWrongValueIsRejectedWithTheRemedy(String setting, String message) {
        ConfigurationException error =
                mistakes(
                        "dbmanager.connections.a { type = h2, database = a\n"
                                + setting.trim()
                                + "\n}");
        assertThat(error.problems())
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.message()).isEqualTo(message.trim());
                            assertThat(problem.path()).startsWith("dbmanager.connections.a.");
                            assertThat(problem.origin()).isEqualTo("app.conf: 2");
                        });
    }

    @Test
    void aMistakeOfAValueForAllIsListedOnceWithThoseThatTakeIt() {
        assertThat(
                        mistakes(
                                        "dbmanager { min-idle-conns = 6, connections { a { type ="
                                                + " h2, database = a }, b { type = h2, database ="
                                                + " b }, c { type = h2, database = c,"
                                                + " min-idle-conns = 0 } } }")
                                .problems())
                .singleElement()
                .hasToString(
                        "dbmanager.min-idle-conns: for dbmanager.connections.a,"
                                + " dbmanager.connections.b, 6 is more than max-idle-conns, which"
                                + " is 5; lower the one or raise the other (app.conf: 1)");
    }

    @Test
    void bothSpellingsOfAKeyInOneObjectAreAMistake() {
        ConfigurationException error =
                mistakes(
                        """
                        dbmanager.connections.a {
                          type = h2, database = a
                          max-open-conns = 3
                          max_open_conns = 4
                        }
                        """);
        assertThat(error.problems())
                .singleElement()
                .hasToString(
                        "dbmanager.connections.a.max_open_conns: the same key as 'max-open-conns',"
                                + " which is written in app.conf: 3; keep one of them (app.conf: 4)");
    }

    @Test
    void snakeCaseIsTheSameKeyAndNamesAreTakenAsWritten() {
        try (DatabaseManager manager =
                Managers.connect(
                        """
                        dbmanager.connections {
                          my_db { type = h2, database = names1, max_open_conns = 3
                                  tags { cost_center = x_y, cost-center = z } }
                          "my.db" { type = h2, database = names2 }
                        }
                        """)) {
            assertThat(manager.connection("my_db").stats().pool().max()).isEqualTo(3);
            assertThat(manager.connection("my_db").tags())
                    .containsEntry("cost_center", "x_y")
                    .containsEntry("cost-center", "z");
            assertThat(manager.connection("my.db").name()).isEqualTo("my.db");
        }
    }

    @Test
    void aMistakeInABlockOfNamesIsToldAtTheName() {
        assertThat(
                        mistakes(
                                """
                                dbmanager.connections.a {
                                  type = faulty, database = a
                                  properties {
                                    store_password = s3cr3t
                                    level = ""
                                  }
                                }
                                """))
                .hasMessage(
                        "the configuration has 2 problems:\n"
                                + "  - dbmanager.connections.a.properties.level: must not be empty"
                                + " (app.conf: 5)\n"
                                + "  - dbmanager.connections.a.properties.store_password: unknown"
                                + " name; did you mean 'storePassword'? (app.conf: 4)");
    }

    @Test
    void aConnectionGoesBeforeTheGlobalSettingWhichGoesBeforeTheBuiltInOne() {
        try (DatabaseManager manager =
                Managers.load(
                        """
                        dbmanager {
                          max-open-conns = 7
                          connections {
                            own { type = h2, database = x, max-open-conns = 3 }
                            inherits { type = h2, database = x }
                          }
                        }
                        """)) {
            assertThat(manager.connection("own").stats().pool().max()).isEqualTo(3);
            assertThat(manager.connection("inherits").stats().pool().max()).isEqualTo(7);
        }
        try (DatabaseManager manager =
                Managers.load("dbmanager.connections.a { type = h2, database = x }")) {
            assertThat(manager.connection("a").stats().pool().max()).isEqualTo(25);
        }
    }

    @Test
    void aSyntaxErrorComesAloneWithItsLineAndWithoutWhatStandsThere(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("broken.conf");
        Files.writeString(file, "dbmanager {\n  password = hunter2\"hunter3 ]\n}\n");
        ConfigurationException error =
                catchThrowableOfType(
                        ConfigurationException.class,
                        () -> {
                            System.setProperty("config.file", file.toString());
                            try {
                                Dbm.load();
                            } finally {
                                System.clearProperty("config.file");
                            }
                        });
        assertThat(error.problems()).hasSize(1);
        assertThat(error.getMessage())
                .contains("not valid HOCON")
                .contains(file + ":2")
                .doesNotContain("hunter");
    }

    @Test
    void valuesOfDifferentKindsThatAreJoinedAreNotShown(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "dbmanager.password = hunter2{ secret = 1 }\n");
        System.setProperty("config.file", file.toString());
        try {
            assertThat(catchThrowableOfType(ConfigurationException.class, Dbm::load).problems())
                    .singleElement()
                    .hasToString(
                            "values of different kinds are joined, or a value is not what its place"
                                    + " asks for ("
                                    + file
                                    + ":1)");
        } finally {
            System.clearProperty("config.file");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-open-conns | must be a whole number, 1 or more",
                "connect-timeout | must be a duration with its unit, such as 500ms, 30s or 5m",
                "enable-logging | must be true or false",
                "start | must be one of fail-fast, tolerate, lazy",
                "name | must equal the connection's key 'a'; leave it out",
                "default-access | no access layer has this name; on the class path: jdbc",
                "type | no provider has this name; on the class path: faulty, h2, rogue",
            })
    void aValueIsNotRepeatedSinceItMayBeAPasswordAtTheWrongKey(String key, String message) {
        assertThat(
                        mistakes(
                                        "dbmanager.connections.a { type = h2, database = a\n"
                                                + key
                                                + " = hunter2\n}")
                                .problems())
                .singleElement()
                .hasToString("dbmanager.connections.a." + key + ": " + message + " (app.conf: 2)");
    }

    @Test
    void aDefaultConnectionIsNotRepeatedEither() {
        assertThat(
                        mistakes(
                                        "dbmanager { default-connection = hunter2, connections.a {"
                                                + " type = h2, database = a } }")
                                .problems())
                .singleElement()
                .hasToString(
                        "dbmanager.default-connection: no connection has this name (app.conf: 1)");
    }

    @Test
    void blocksWithoutEndAreNotThereToBeRead(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "dbmanager = " + "[".repeat(200_000));
        System.setProperty("config.file", file.toString());
        try {
            assertThat(catchThrowableOfType(ConfigurationException.class, Dbm::load).problems())
                    .singleElement()
                    .hasToString("blocks or lists are nested too deeply to be read (" + file + ")");
        } finally {
            System.clearProperty("config.file");
        }
    }

    @Test
    void whatTheLibraryCannotResolveComesWithTheRemedy() {
        String joined = "base { user = hunter2 }\ndbmanager.connections.a = ${base} {%s";
        assertThat(
                        mistakes(
                                        joined.formatted(
                                                "\n type = h2, database = a\n"
                                                        + " database = ${?NO_SUCH_VARIABLE} }"))
                                .problems())
                .singleElement()
                .hasToString(
                        "the library that reads HOCON cannot resolve it: where a key is written"
                                + " twice, the second time as a substitution, in a block that is"
                                + " joined to another one, as in 'a = ${b} { … }', write 'a = ${b}'"
                                + " and 'a { … }' apart (app.conf: 1)");
    }

    @Test
    void aTextThatLooksLikeANumberIsTakenAsWritten() {
        try (DatabaseManager manager =
                Managers.load(
                        "dbmanager.connections.a { type = h2, database = 1.10, tags { code = 0123,"
                                + " e = 1e3 } }")) {
            assertThat(manager.connection("a").tags())
                    .containsEntry("code", "0123")
                    .containsEntry("e", "1e3");
        }
    }

    @Test
    void aSystemPropertyOverridesTheFileHoweverTheFileSpellsTheKey(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(
                file, "dbmanager.connections.a { type = h2, database = a, max_open_conns = 3 }\n");
        System.setProperty("config.file", file.toString());
        System.setProperty("dbmanager.connections.a.max-open-conns", "4");
        try (DatabaseManager manager = Dbm.load()) {
            assertThat(manager.connection("a").stats().pool().max()).isEqualTo(4);
        } finally {
            System.clearProperty("config.file");
            System.clearProperty("dbmanager.connections.a.max-open-conns");
        }
    }

    @Test
    void everySubstitutionWithoutAValueIsNamedWithItsKeyAndTheRemedy() {
        ConfigurationException error =
                mistakes(
                        """
                        dbmanager.connections.a {
                          password = "s3cr3t"${NO_SUCH_VARIABLE}
                          tags { at = [x, ${nowhere.at}], "a b" = ${?MAY_BE_MISSING} }
                          properties = ${NO_SUCH_VARIABLE} { key = "s3cr3t ${NO}" }
                        }
                        """);
        assertThat(error.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "dbmanager.connections.a.password: nothing has a value for"
                                + " ${NO_SUCH_VARIABLE}: set it in the environment, or write"
                                + " ${?NO_SUCH_VARIABLE} if it may be missing (app.conf: 2)",
                        "dbmanager.connections.a.properties: nothing has a value for"
                                + " ${NO_SUCH_VARIABLE}: set it in the environment, or write"
                                + " ${?NO_SUCH_VARIABLE} if it may be missing (app.conf: 4)",
                        "dbmanager.connections.a.tags.at: nothing has a value for ${nowhere.at}:"
                                + " write it in the file, or write ${?nowhere.at} if it may be"
                                + " missing (app.conf: 3)");
    }

    @Test
    void inAFileASubstitutionMayAlsoBeAProperty(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(file, "dbmanager.connections.a.password = ${NO_SUCH_VARIABLE}");
        System.setProperty("config.file", file.toString());
        try {
            assertThat(catchThrowableOfType(ConfigurationException.class, Dbm::load).problems())
                    .singleElement()
                    .hasToString(
                            "dbmanager.connections.a.password: nothing has a value for"
                                    + " ${NO_SUCH_VARIABLE}: set it in the environment, or as"
                                    + " -DNO_SUCH_VARIABLE=…, or write ${?NO_SUCH_VARIABLE} if it"
                                    + " may be missing ("
                                    + file
                                    + ":1)");
        } finally {
            System.clearProperty("config.file");
        }
    }

    @Test
    void substitutionsInACycleAreOne() {
        assertThat(
                        mistakes("dbmanager.a = ${dbmanager.b}, dbmanager.b = ${dbmanager.a}")
                                .problems())
                .singleElement()
                .satisfies(
                        problem ->
                                assertThat(problem.message())
                                        .contains("was part of a cycle of substitutions"));
    }

    @Test
    void theOriginOfAValueIsTheFileThePropertyOrTheVariable(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("application.conf");
        Files.writeString(
                file,
                """
                include "included"
                dbmanager.connections.a {
                  type = h2, database = a
                  max-open-conns = ${PATH}
                  retry-attempts = ${dbm.test.attempts}
                }
                """);
        Files.writeString(folder.resolve("included.conf"), "dbmanager.max-idle-conns = several\n");
        System.setProperty("config.file", file.toString());
        System.setProperty("dbm.test.attempts", "often");
        System.setProperty("dbmanager.query-timeout", "long");
        try {
            ConfigurationException error =
                    catchThrowableOfType(ConfigurationException.class, Dbm::load);
            assertThat(error.problems())
                    .extracting(ConfigurationException.Problem::origin)
                    .containsExactly(
                            "environment variable PATH",
                            "system property dbm.test.attempts",
                            folder.resolve("included.conf") + ":1",
                            "system property dbmanager.query-timeout");
        } finally {
            System.clearProperty("config.file");
            System.clearProperty("dbm.test.attempts");
            System.clearProperty("dbmanager.query-timeout");
        }
    }

    private static ConfigurationException mistakes(String hocon) {
        return catchThrowableOfType(
                ConfigurationException.class, () -> Managers.load(hocon).close());
    }
}
