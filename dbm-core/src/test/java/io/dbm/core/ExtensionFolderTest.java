package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.jars.Compiler;
import com.example.jars.PluginJar;
import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.DatabaseManager;
import io.dbm.PluginInfo;
import io.dbm.spi.EffectiveSetting;
import io.dbm.spi.ManagerExtension;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside a manager, from a folder of plugins. */
@Timeout(60)
class ExtensionFolderTest {

    private static final Path API = Path.of("../dbm-api/src/main/java/io/dbm/spi");

    /** Tells of each call, and whether the thread's context class loader was its own. */
    private static final String BELL =
            """
            package org.elsewhere.beside;
            import io.dbm.Health;
            import io.dbm.spi.*;
            import java.util.List;
            public class Bell implements ManagerExtension {
                public String id() { return "bell"; }
                public Extension configure(ExtensionSpec spec) {
                    String configured = note("configured");
                    return context -> {
                        Rung rung = new Rung();
                        rung.notes = context.service(List.class).get();
                        rung.notes.add(configured);
                        rung.notes.add(note("started"));
                        rung.context = context;
                        return rung;
                    };
                }
                static String note(String what) {
                    ClassLoader its = Thread.currentThread().getContextClassLoader();
                    return what + " " + (its == Bell.class.getClassLoader());
                }
                static class Rung implements RunningExtension {
                    List<Object> notes;
                    ExtensionContext context;
                    public void healthChanged(String name, Health before, Health now) {
                        notes.add(note("heard"));
                    }
                    public void close() {
                        notes.addAll(context.configuration());
                        notes.add(note("closed"));
                    }
                }
            }
            """;

    @TempDir Path temporary;
    private final List<Object> notes = new CopyOnWriteArrayList<>();
    private Path folder;

    @BeforeEach
    void nameTheFolder() throws IOException {
        folder = Files.createDirectories(temporary.toRealPath().resolve("plugins"));
    }

    @Test
    void itIsCalledWithItsOwnContextClassLoaderAndUnloadedWithTheManager() throws Exception {
        bell().write(folder.resolve("tower.jar"));
        try (DatabaseManager manager =
                load("bell { enabled = true }", getClass().getClassLoader())) {
            assertThat(manager.plugins())
                    .filteredOn(each -> each.kind() == PluginInfo.Kind.EXTENSION)
                    .containsExactly(
                            new PluginInfo(
                                    PluginInfo.Kind.EXTENSION,
                                    "bell",
                                    "org.elsewhere.beside.Bell",
                                    Optional.empty(),
                                    Optional.of(folder.resolve("tower.jar").toString()),
                                    Optional.of("tower")));
            manager.connect();
            Managers.await(() -> notes.contains("heard true"));
        }
        assertThat(notes)
                .containsSubsequence("configured true", "started true", "heard true", "closed true")
                .noneMatch(note -> note.toString().endsWith(" false"))
                .contains(
                        new EffectiveSetting(
                                Optional.empty(),
                                "plugins.dir",
                                folder.toString(),
                                "app.conf: 1",
                                false));
        assertThat(PluginJar.open(folder)).isEmpty();
    }

    @Test
    void oneOfTheClassPathsIsTheClassPathsAndTwoInFoldersAreTooMany() throws Exception {
        bell().write(folder.resolve("tower.jar"));
        Path onClassPath = bell().write(temporary.toRealPath().resolve("lib/bell.jar"));
        try (URLClassLoader loader = loader(onClassPath)) {
            try (DatabaseManager manager = load("bell { enabled = true }", loader)) {
                manager.connect();
            }
            assertThat(notes).contains("started false");
            assertThat(mistake("status { enabled = true }", loader))
                    .isEqualTo(
                            "needs io.dbm:dbm-status on the class path; the plugin"
                                    + " org.elsewhere.beside.Bell in "
                                    + folder.resolve("tower.jar")
                                    + " is not used: it brings the extension 'bell', and so does"
                                    + " org.elsewhere.beside.Bell on the class path; remove one of"
                                    + " the two");
        }
        bell().write(folder.resolve("church.jar"));
        assertThat(mistake("bell { enabled = true }", getClass().getClassLoader()))
                .isEqualTo(
                        "more than one plugin brings 'bell': org.elsewhere.beside.Bell in "
                                + folder.resolve("church.jar")
                                + ", org.elsewhere.beside.Bell in "
                                + folder.resolve("tower.jar")
                                + "; remove all but one of them");
    }

    @Test
    void oneThatBlocksDelaysNoOther() throws Exception {
        String blocking =
                BELL.replace("\"bell\"", "\"alarm\"")
                        .replace(
                                "notes.add(note(\"heard\"))",
                                "new java.util.concurrent.CompletableFuture<>().join()");
        bell(List.of(), blocking).write(folder.resolve("alarm.jar"));
        bell().write(folder.resolve("tower.jar"));
        String blocks = "alarm { enabled = true }, bell { enabled = true }";
        try (DatabaseManager manager = load(blocks, getClass().getClassLoader())) {
            manager.connect();
            Managers.await(() -> notes.contains("heard true"));
        }
    }

    @Test
    void oneThatWasMadeForAnotherApiFailsItsBlockAndNothingElse() throws Exception {
        Path api = temporary.resolve("api");
        Compiler.compile(
                api,
                List.of(),
                Files.readString(API.resolve("ExtensionContext.java"))
                        .replace(
                                "DatabaseManager manager();",
                                "DatabaseManager manager(); int hue();"));
        bell(List.of(api), BELL.replace("rung.context = context;", "context.hue();"))
                .manifest("Dbm-Api-Version", "9.1")
                .write(folder.resolve("tower.jar"));
        assertThat(mistake("bell { enabled = true }", getClass().getClassLoader()))
                .startsWith(
                        "the plugin org.elsewhere.beside.Bell in "
                                + folder.resolve("tower.jar")
                                + " was made for dbm-api 9.1")
                .endsWith(
                        ": there is no io.dbm.spi.ExtensionContext.hue(); take a version of the"
                                + " plugin that was made for this dbm-api, or the dbm that it was"
                                + " made for");
        try (DatabaseManager manager = load("start = fail-fast", getClass().getClassLoader())) {
            manager.connect();
        }
    }

    private PluginJar bell() throws IOException {
        return bell(List.of(), BELL);
    }

    private PluginJar bell(List<Path> first, String source) throws IOException {
        Path classes = Files.createTempDirectory(temporary, "classes");
        return new PluginJar()
                .provides(ManagerExtension.class, "org.elsewhere.beside.Bell")
                .withAll(Compiler.compile(classes, first, source));
    }

    private URLClassLoader loader(Path jar) throws IOException {
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
    }

    private DatabaseManager load(String block, ClassLoader loader) {
        String database = Managers.freshDatabase();
        return Dbm.builder()
                .classLoader(loader)
                .service(List.class, notes)
                .config(
                        Managers.parse(
                                "dbmanager { plugins { dir = \"%s\" }, %s, connections { a { type = h2, database = %s } } }"
                                        .formatted(
                                                folder.toString().replace("\\", "\\\\"),
                                                block,
                                                database)))
                .load();
    }

    private String mistake(String block, ClassLoader loader) {
        List<Problem> problems =
                catchThrowableOfType(
                                ConfigurationException.class, () -> load(block, loader).close())
                        .problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).message();
    }
}
