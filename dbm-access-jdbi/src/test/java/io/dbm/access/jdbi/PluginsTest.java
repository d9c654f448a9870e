package io.dbm.access.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.dbm.ConfigurationException;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    private static final String NO_CONSTRUCTOR =
            ", which dbm cannot make: it must be a public class with a public constructor without"
                    + " parameters; any other plugin can be installed in code, by a customizer";

    @TempDir Path folder;

    @Test
    void areInstalledInTheirOrderAndBeforeCustomizers() {
        try (DatabaseManager manager =
                Sqlite.connect(
                        Dbm.builder()
                                .config(Sqlite.config(folder, plugins("First", "Second")))
                                .customize(
                                        Jdbi.class,
                                        (name, jdbi) ->
                                                jdbi.define(
                                                        "seen by customizer of " + name,
                                                        attribute(jdbi, "installed"))))) {
            Jdbi jdbi = manager.connection("main").access(Jdbi.class);

            assertThat(attribute(jdbi, "installed")).isEqualTo("first, second");
            assertThat(attribute(jdbi, "seen by customizer of main")).isEqualTo("first, second");
        }
    }

    @Test
    void areInstancesOfOneConnectionAlone() {
        String both = Sqlite.connection(folder, "one", plugins("First"));
        both += Sqlite.connection(folder, "two", plugins("First"));
        try (DatabaseManager manager = Sqlite.connect(Dbm.builder().config(Sqlite.parse(both)))) {
            for (String name : List.of("one", "two")) {
                Jdbi jdbi = manager.connection(name).access(Jdbi.class);
                assertThat(attribute(jdbi, "installed")).isEqualTo("first");
            }
        }
    }

    @Test
    void holdForTheDatabaseTooWhereJdbiIsTheDefaultLayer() {
        assertThat(marks("jdbi", false)).containsExactly("mark");
        assertThat(marks("jdbi", true)).containsExactly("mark");
        assertThat(marks("jdbc", false)).isEmpty();
        assertThat(marks("jdbc", true)).isEmpty();
    }

    private List<String> marks(String defaultAccess, boolean transaction) {
        String settings = plugins("Marking") + "\n default-access = " + defaultAccess;
        try (DatabaseManager manager =
                Sqlite.connect(Dbm.builder().config(Sqlite.config(folder, settings)))) {
            Database database = manager.connection("main").database();
            return transaction ? database.inTransaction(PluginsTest::marks) : marks(database);
        }
    }

    private static List<String> marks(Database database) {
        return database.query(
                "SELECT name FROM temp.sqlite_master WHERE type = 'table'",
                row -> row.getString(1));
    }

    @Test
    void areFoundByTheClassLoaderOfTheManagerAndNotOfTheThread() throws Exception {
        compile(
                "isolated.Isolated",
                """
                package isolated;

                public class Isolated implements org.jdbi.v3.core.spi.JdbiPlugin {
                    @Override
                    public void customizeJdbi(org.jdbi.v3.core.Jdbi jdbi) {
                        jdbi.define("installed", "isolated");
                    }
                }
                """);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
                DatabaseManager manager =
                        Sqlite.connect(
                                Dbm.builder()
                                        .classLoader(loader)
                                        .config(
                                                Sqlite.config(
                                                        folder,
                                                        "jdbi.plugins = [isolated.Isolated]")))) {
            Jdbi jdbi = manager.connection("main").access(Jdbi.class);

            assertThat(attribute(jdbi, "installed")).isEqualTo("isolated");
            assertThatThrownBy(
                            () ->
                                    Thread.currentThread()
                                            .getContextClassLoader()
                                            .loadClass("isolated.Isolated"))
                    .isInstanceOf(ClassNotFoundException.class);
        }
    }

    private void compile(String name, String source) throws IOException {
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                file.toString());
        assertThat(result).isZero();
    }

    @Test
    void thatAreMissingAreRejected() {
        assertThat(problem("jdbi.plugins = [com.example.Missing]"))
                .isEqualTo(
                        "names com.example.Missing, which is not on the class path: check its"
                                + " spelling, or add the jar that has it");
    }

    @Test
    void thatMayBeAPasswordAreNotRepeated() {
        assertThat(problem("jdbi.plugins = [\"hunter/2\"]"))
                .isEqualTo(
                        "names number 1 in its list, which is not on the class path: check its"
                                + " spelling, or add the jar that has it");
    }

    @Test
    void thatAreNoPluginsAreRejected() {
        assertThat(problem("jdbi.plugins = [java.lang.String]"))
                .isEqualTo(
                        "names java.lang.String, which is no Jdbi plugin: it must implement"
                                + " org.jdbi.v3.core.spi.JdbiPlugin");
    }

    @Test
    void thatNeedAParameterAreRejected() {
        assertThat(problem(plugins("WithParameter")))
                .isEqualTo("names " + Plugins.WithParameter.class.getName() + NO_CONSTRUCTOR);
    }

    @Test
    void thatAreNotPublicAreRejected() {
        assertThat(problem(plugins("NotPublic")))
                .isEqualTo("names " + Plugins.NotPublic.class.getName() + NO_CONSTRUCTOR);
    }

    @Test
    void thatAreAbstractAreRejected() {
        assertThat(problem(plugins("Abstract")))
                .isEqualTo("names " + Plugins.Abstract.class.getName() + NO_CONSTRUCTOR);
    }

    @Test
    void whoseConstructorFailsAreRejected() {
        assertThat(problem(plugins("Failing")))
                .isEqualTo(
                        "names "
                                + Plugins.Failing.class.getName()
                                + ", whose constructor failed: java.lang.IllegalStateException: no"
                                + " licence");
    }

    @Test
    void thatCannotBeLoadedAreRejected() {
        assertThat(problem(plugins("FailingToLoad")))
                .isEqualTo(
                        "names "
                                + Plugins.FailingToLoad.class.getName()
                                + ", which cannot be loaded: java.lang.NumberFormatException: For"
                                + " input string: \"many\"");
    }

    @Test
    void areAllCheckedInOneRun() {
        Config config = Sqlite.config(folder, "jdbi.plugins = [a.Missing, java.lang.String]");

        assertThatThrownBy(() -> Dbm.load(config))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(problem -> problem.message())
                                        .satisfiesExactly(
                                                first -> assertThat(first).contains("a.Missing"),
                                                second -> assertThat(second).contains("String")));
    }

    /** Returns the one mistake in a configuration. */
    private String problem(String settings) {
        try (DatabaseManager manager = Dbm.load(Sqlite.config(folder, settings))) {
            throw new AssertionError("accepted: " + settings);
        } catch (ConfigurationException e) {
            assertThat(e.problems()).hasSize(1);
            assertThat(e.problems().get(0).path())
                    .isEqualTo("dbmanager.connections.main.jdbi.plugins");
            return e.problems().get(0).message();
        }
    }

    private static String plugins(String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append('"').append(Plugins.class.getName()).append('$').append(name).append("\",");
        }
        return "jdbi { plugins = [" + list + "] }";
    }

    private static Object attribute(Jdbi jdbi, String name) {
        return jdbi.getConfig(SqlStatements.class).getAttribute(name);
    }
}
