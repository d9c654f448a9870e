package io.dbm.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import io.dbm.ConnectFailedException;
import io.dbm.DatabaseManager;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/** Each in a JVM of its own, since a library is loaded once. */
@DisabledOnOs(WINDOWS)
@Timeout(120)
class NativeLibraryTest {

    private static final String DONE = "count 0, path null, name null, left ";

    @TempDir private Path folder;
    private Path temporary;

    @BeforeEach
    void makeTheTemporaryFolder() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    @Test
    void noFileOfItIsLeftWhileItIsInUse() throws Exception {
        assertThat(printed("-Djava.io.tmpdir=" + temporary)).isEqualTo(DONE + "[]");
    }

    @Test
    void theTemporaryFolderOfTheDriverGoesBeforeJavas() throws Exception {
        String missing = "-Djava.io.tmpdir=" + folder.resolve("missing");
        assertThat(printed("-Dorg.sqlite.tmpdir=" + temporary, missing)).isEqualTo(DONE + "[]");
    }

    @Test
    void theUsersOwnIsTaken() throws Exception {
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            Files.copy(library, temporary.resolve(name));
        }
        assertThat(
                        printed(
                                "-Djava.io.tmpdir=" + folder.resolve("missing"),
                                "-Dorg.sqlite.lib.path=" + temporary))
                .isEqualTo("count 0, path " + temporary + ", name null, left [" + name + "]");
    }

    @Test
    void theDriverLoadsItItselfInANativeImage() throws Exception {
        assertThat(
                        printed(
                                "-Djava.io.tmpdir=" + temporary,
                                "-Dorg.graalvm.nativeimage.imagecode=runtime"))
                .matches(DONE + "\\[sqlite-.*]");
    }

    @Test
    void theDriverLoadsItItselfInAClassLoaderOfItsOwn() throws Exception {
        assertThat(printed("-Djava.io.tmpdir=" + temporary, "-Disolated=true"))
                .matches(DONE + "\\[sqlite-.*]");
    }

    @Test
    void whereThereIsNoFolderForItTheFirstAttemptSaysSo() throws Exception {
        String nowhere = folder.resolve("missing").toString();
        String inTheJar = LibraryLoaderUtil.getNativeLibResourcePath();
        assertThat(printed("-Djava.io.tmpdir=" + nowhere, "-Djava.library.path=" + nowhere))
                .contains(
                        "(UnsatisfiedLinkError: SQLite's library needs a temporary folder where"
                                + " this process may write and execute files, such as"
                                + " -Dorg.sqlite.tmpdir names: No native library found for"
                                + " os.name=%s, os.arch=%s, paths=[%s:%s])"
                                        .formatted(
                                                OSInfo.getOSName(),
                                                OSInfo.getArchName(),
                                                inTheJar,
                                                nowhere),
                        "(1 attempt in ");
    }

    @Test
    void itsFolderInTheJarIsTheOneThatTheDriverFinds() throws IOException {
        assertThat(NativeLibrary.folder()).isEqualTo(LibraryLoaderUtil.getNativeLibResourcePath());
    }

    private String printed(String... options) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfolder=" + temporary);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Program.class.getName());
        Process program =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        try {
            assertThat(program.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    /** Says what a connection reads, and what is in the temporary folder while it is open. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            if (Boolean.getBoolean("isolated")) {
                isolated();
            } else {
                run();
            }
        }

        private static void isolated() throws IOException, ReflectiveOperationException {
            try (URLClassLoader loader =
                    new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
                Method run =
                        Class.forName(Program.class.getName(), true, loader)
                                .getDeclaredMethod("run");
                run.setAccessible(true);
                run.invoke(null);
            }
        }

        private static URL[] classPath() throws MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (String entry :
                    System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }

        private static void run() throws IOException {
            try (DatabaseManager manager = Sqlite.connect(Sqlite.line("filepath", ":memory:"))) {
                Sqlite.update(manager, "CREATE TABLE t (i)");
                System.out.print("count " + Sqlite.query(manager, "SELECT count(*) FROM t"));
                System.out.print(", path " + System.getProperty("org.sqlite.lib.path"));
                System.out.print(", name " + System.getProperty("org.sqlite.lib.name"));
                System.out.print(", left " + left());
            } catch (ConnectFailedException e) {
                System.out.print(e.getMessage());
            }
        }

        private static List<String> left() throws IOException {
            try (Stream<Path> files = Files.list(Path.of(System.getProperty("folder")))) {
                return files.map(file -> file.getFileName().toString()).sorted().toList();
            }
        }
    }
}
