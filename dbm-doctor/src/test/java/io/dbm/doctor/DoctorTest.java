package io.dbm.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says, and with which exit code. */
@Timeout(60)
class DoctorTest {

    @TempDir Path folder;

    /** Another attempt, or waiting for one without a limit, would take longer than this may. */
    @Test
    void triesEachConnectionOnceAndTellsWhatIsWrongWithWhich() throws IOException {
        try (Patients patients = new Patients(folder)) {
            Asked asked = Asked.doctor("check", patients.file());
            assertThat(asked.code()).isEqualTo(1);
            String connections = asked.out().substring(asked.out().indexOf("Connections"));
            assertThat(Asked.withoutChance(connections)).isEqualTo(connectionsOfReadme());
            assertThat(Asked.withoutChance(asked.err()).replaceAll("\\[\\d/", "[n/").lines())
                    .containsExactlyInAnyOrder(
                            "trying 4 connections, each once and within its connect-timeout",
                            "[n/4] archive: failed after 12 ms",
                            "[n/4] legacy: failed after 12 ms",
                            "[n/4] primary: open after 12 ms",
                            "[n/4] reports: failed after 12 ms");
            assertKeepsSecrets(asked);
        }
    }

    private static String connectionsOfReadme() throws IOException {
        String shown = Readme.shown();
        return Asked.withoutChance(shown.substring(shown.indexOf("Connections")));
    }

    private static void assertKeepsSecrets(Asked asked) {
        Patients.secrets()
                .forEach(
                        secret -> {
                            assertThat(asked.out()).doesNotContain(secret);
                            assertThat(asked.err()).doesNotContain(secret);
                        });
        assertThat(asked.out() + asked.err()).doesNotContain("\u001b");
    }

    @Test
    void writesOneDocumentForPrograms() throws IOException {
        try (Patients patients = new Patients(folder)) {
            Asked asked = Asked.doctor("check", "--json", patients.file());
            assertThat(asked.code()).isEqualTo(1);
            assertKeepsSecrets(asked);
            Config json = json(asked);
            assertThat(json.getString("file")).isEqualTo(patients.file().toString());
            assertThat(json.getBoolean("ok")).isFalse();
            assertThat(json.getConfigList("plugins"))
                    .anySatisfy(
                            plugin -> {
                                assertThat(plugin.getString("kind")).isEqualTo("provider");
                                assertThat(plugin.getString("id")).isEqualTo("sqlite");
                            });
            List<? extends Config> all = json.getConfigList("connections");
            assertThat(all)
                    .extracting(each -> each.getString("name"))
                    .containsExactly("archive", "legacy", "primary", "reports");
            Config primary = all.get(2);
            assertThat(primary.getBoolean("ok")).isTrue();
            assertThat(primary.getString("type")).isEqualTo("postgres");
            assertThat(primary.getString("product")).isEqualTo("PostgreSQL");
            assertThat(primary.getString("productVersion")).matches("\\d+\\.\\d+.*");
            assertThat(primary.getString("transport")).isEqualTo("tls");
            assertThat(primary.getDouble("connectMillis")).isPositive();
            assertThat(primary.getDouble("pingMillis")).isPositive();
            assertThat(primary.getInt("pool.max-open-conns")).isEqualTo(10);
            assertThat(primary.getString("pool.acquire-timeout")).isEqualTo("10s");
            Config failure = all.get(1).getConfig("failure");
            assertThat(failure.getString("kind")).isEqualTo("login-refused");
            assertThat(failure.getString("cause")).isEqualTo("The login is refused");
            assertThat(failure.getString("reason"))
                    .isEqualTo("FATAL: password authentication failed for user \"patient\"");
            assertThat(failure.getString("remedy")).startsWith("Look at user and password");
        }
    }

    private static Config json(Asked asked) {
        return ConfigFactory.parseString(
                asked.out(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    @Test
    void isContentWithAFileWhoseConnectionsCanAllBeUsed() throws IOException {
        Path file = file(sqlite("one") + sqlite("two"));
        Asked asked = Asked.doctor("check", file);
        assertThat(asked.code()).isZero();
        assertThat(asked.out()).endsWith("2 of 2 connections can be used.\n");
    }

    /** Nothing is exported, and the libraries for that are the application's. */
    @Test
    void needsNoLibraryOfMetrics() throws IOException {
        Path file = file("one { type = sqlite, filepath = \":memory:\", enable-metrics = true }");
        assertThat(Asked.doctor("check", file).code()).isZero();
    }

    @Test
    void needsNoLibraryOfTraces() throws IOException {
        Path file = file("one { type = sqlite, filepath = \":memory:\", enable-tracing = true }");
        Asked asked = Asked.doctor("check", file);
        assertThat(asked.code()).as(asked.err()).isZero();
    }

    /** One of dbm's own; it is not served meanwhile, even if its port is in use. */
    @Test
    void readsTheBlockOfTheStatusPageAndServesNone() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String status = "dbmanager.status { enabled = true, port = %d }\n";
            Path file = file(sqlite("one"));
            Files.writeString(
                    file, status.formatted(other.getLocalPort()), StandardOpenOption.APPEND);
            Asked asked = Asked.doctor("check", file);
            assertThat(asked.code()).as(asked.err()).isZero();
            Files.writeString(file, status.formatted(65536), StandardOpenOption.APPEND);
            assertThat(Asked.doctor("check", file).err())
                    .contains("dbmanager.status.port: must be at most 65535");
        }
    }

    @Test
    void triesThoseThatAreNamed() throws IOException {
        Path file = file(sqlite("one") + sqlite("two") + refused("three"));
        Asked asked = Asked.doctor("check", file, "--connection", "one", "--connection=two");
        assertThat(asked.code()).isZero();
        assertThat(asked.out()).doesNotContain("three");

        Asked wrong = Asked.doctor("check", file, "--connection", "four");
        assertThat(wrong)
                .isEqualTo(
                        new Asked(
                                2,
                                "",
                                "there is no connection 'four'; there are: one, three, two\n"));

        Asked json = Asked.doctor("check", file, "--connection", "four", "--json");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.err()).isEmpty();
        assertThat(json(json).getConfigList("problems"))
                .extracting(problem -> problem.getString("message"))
                .containsExactly("there is no connection 'four'; there are: one, three, two");
    }

    @Test
    void listsEveryMistakeOfAFileWithItsLine() throws IOException {
        Path file =
                file(
                        "a { type = sqlite, filepath = x, query-timeout = 30 }\nb { type = sqlite, filepath = x, max-open-cons = 2 }");
        String mistakes =
                """
                the configuration has 2 problems:
                  - dbmanager.connections.a.query-timeout: must be a duration with its unit, such as 500ms, 30s or 5m (%s:2)
                  - dbmanager.connections.b.max-open-cons: unknown key; did you mean 'max-open-conns'? (%s:3)
                """
                        .formatted(file, file);
        assertThat(Asked.doctor("check", file)).isEqualTo(new Asked(2, "", mistakes));

        Asked asked = Asked.doctor("check", "--json", file);
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.err()).isEmpty();
        Config json = json(asked);
        assertThat(json.getBoolean("ok")).isFalse();
        assertThat(json.getConfigList("problems"))
                .extracting(problem -> problem.getString("origin"))
                .containsExactly(file + ":2", file + ":3");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        Path file = folder.resolve("none.conf");
        assertThat(Asked.doctor("check", file))
                .isEqualTo(
                        new Asked(
                                2,
                                "",
                                "the configuration has a problem:\n"
                                        + "  - cannot be read: a file that is named or included is"
                                        + " not there ("
                                        + file
                                        + ")\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', the first word must be 'check'",
        "cure a.conf, the first word must be 'check'",
        "check, the file to check is missing",
        "check a.conf b.conf, there must be one file only",
        "check a.conf --colour, there is no option --colour",
        "check a.conf --connection, --connection needs the name of one",
    })
    void explainsItsUseToWhoeverGetsItWrong(String words, String mistake) {
        Object[] each = words.isEmpty() ? new Object[0] : words.split(" ", -1);
        assertThat(Asked.doctor(each))
                .isEqualTo(new Asked(2, "", mistake + "\n\n" + Arguments.USAGE));
    }

    @Test
    void tellsItsUseAndItsVersion() {
        assertThat(Asked.doctor("--help")).isEqualTo(new Asked(0, Arguments.USAGE, ""));
        assertThat(Asked.doctor("--version").out()).startsWith("dbm-doctor ");
    }

    @Test
    void tellsThePlaceOfAFaultAndNotItsMessage() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream broken =
                new PrintStream(OutputStream.nullOutputStream()) {
                    @Override
                    public void print(String text) {
                        throw new IllegalStateException("s3cr3t");
                    }
                };
        Doctor doctor = new Doctor(broken, new PrintStream(err, true, UTF_8), Terminal.none());
        assertThat(doctor.runOrTellWhere(List.of("--help"))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("a fault of dbm, or of a plugin: java.lang.IllegalStateException")
                .contains("    at " + Doctor.class.getName() + ".run(")
                .doesNotContain("s3cr3t");
    }

    @Test
    void showsABlockForEachConnectionWhereATableIsTooWide() throws IOException {
        Path file = file(sqlite("one") + refused("two"));
        Asked asked = Asked.doctor(new Terminal(false, 60), "check", file);
        String connections = asked.out().substring(asked.out().indexOf("Connections"));
        assertThat(connections.lines()).allMatch(line -> line.length() <= 60);
        assertThat(Asked.withoutChance(connections))
                .startsWith(
                        """
                        Connections
                          ok  one
                            type  sqlite
                            server  SQLite %s
                            TLS  local
                            connect  12 ms
                            ping  12 ms
                            pool  max 1, idle 0-5, wait 10s, life 30m
                          FAILED  two
                            type  postgres
                            connect  12 ms
                            pool  max 25, idle 0-5, wait 10s, life 30m

                        1 of 2 connections can be used.
                        """
                                .formatted(versionOf(asked.out())));
    }

    private static String versionOf(String out) {
        return out.replaceFirst("(?s).*SQLite (\\S+).*", "$1");
    }

    @Test
    void coloursWhatIsWellAndWhatIsNotOnATerminal() throws IOException {
        Path file = file(sqlite("one") + refused("two"));
        Asked asked = Asked.doctor(new Terminal(true, 200), "check", file);
        assertThat(asked.out()).contains("\u001b[32mok\u001b[0m", "\u001b[31mFAILED\u001b[0m");
        Asked plain = Asked.doctor("check", file);
        assertThat(Asked.withoutChance(asked.out().replaceAll("\u001b\\[\\d+m", "")))
                .isEqualTo(Asked.withoutChance(plain.out()));
    }

    /** A file, or a server, may come from anybody. */
    @Test
    void letsNobodyElseSteerTheTerminal() throws IOException {
        Path file = file(sqlite("\"a\\u001b[2J\""));
        Asked asked = Asked.doctor("check", file);
        assertThat(asked.out()).contains("  a?[2J  ");
        assertThat(asked.out() + asked.err()).doesNotContain("\u001b");
    }

    private Path file(String connections) throws IOException {
        return Files.writeString(
                folder.resolve("app.conf"), "dbmanager.connections {\n" + connections + "\n}\n");
    }

    private String sqlite(String name) {
        return name + " { type = sqlite, filepath = \":memory:\" }\n";
    }

    private static String refused(String name) throws IOException {
        return "%s { type = postgres, host = localhost, port = %d, user = a, database = b }\n"
                .formatted(name, Patients.closedPort());
    }
}
