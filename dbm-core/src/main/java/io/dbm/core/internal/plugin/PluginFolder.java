package io.dbm.core.internal.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;

/**
 * A folder of plugins: each jar, and each folder of jars, in it has a class loader of its own.
 *
 * @param written as it was named
 * @param origin where it was named: file and line, or what code has said it
 * @param fromFile whether the file named it
 * @param mistake what is wrong with the folder as a whole
 * @param units what was found, in the order of their names
 * @param failures what was found and is of no use
 */
record PluginFolder(
        String written,
        String origin,
        boolean fromFile,
        Optional<String> mistake,
        List<Unit> units,
        List<PluginFailure> failures) {

    /**
     * One jar, or one folder of jars.
     *
     * @param name of the folder, or of the jar without {@code .jar}
     */
    record Unit(String name, Path path, PluginLoader loader) {}

    /** Looks what is there; loads nothing. */
    static PluginFolder open(PluginPlace place) {
        // The first who asks for drivers has the JDK look for them, once and for all, with the
        // context class loader of the moment: that is not to be a plugin's.
        DriverManager.drivers().close();
        List<Unit> units = new ArrayList<>();
        List<PluginFailure> failures = new ArrayList<>();
        Optional<String> mistake;
        try {
            Path dir = Path.of(place.written()).toAbsolutePath().normalize();
            mistake = mistake(dir, place.written());
            if (mistake.isEmpty()) {
                for (Path each : sorted(dir)) {
                    add(each, place.origin(), units, failures);
                }
                if (units.isEmpty() && failures.isEmpty()) {
                    failures.add(
                            PluginFailure.of(
                                    "the folder "
                                            + dir
                                            + ", which "
                                            + place.origin()
                                            + " names, has neither jars nor folders of jars in it:"
                                            + " put plugins there, or do not name it"));
                }
            }
        } catch (InvalidPathException e) {
            mistake = Optional.of("is no path of a folder");
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            mistake = Optional.of("cannot be read: " + e);
        }
        return new PluginFolder(
                place.written(), place.origin(), place.fromFile(), mistake, units, failures);
    }

    private static Optional<String> mistake(Path dir, String written) {
        if (Files.isDirectory(dir)) {
            return Optional.empty();
        }
        String what = Files.exists(dir) ? dir + " is no folder" : "there is no folder " + dir;
        String relative =
                Path.of(written).isAbsolute()
                        ? ""
                        : "; a relative path starts in the directory that the application runs in";
        return Optional.of(what + ": make it, or name another one" + relative);
    }

    /** What is hidden, and what is neither a jar nor a folder, does not count. */
    private static void add(
            Path path, String origin, List<Unit> units, List<PluginFailure> failures)
            throws IOException {
        String file = path.getFileName().toString();
        boolean isFolder = Files.isDirectory(path);
        if (file.startsWith(".") || (!isFolder && !isJar(path))) {
            return;
        }
        String name = isFolder ? file : file.substring(0, file.length() - ".jar".length());
        List<Path> jars =
                isFolder
                        ? sorted(path).stream().filter(PluginFolder::isJar).toList()
                        : List.of(path);
        if (name.equals(PluginRegistry.CLASS_PATH)) {
            failures.add(
                    PluginFailure.of(
                                    path
                                            + ", in the folder that "
                                            + origin
                                            + " names, is not used: its name stands for the class"
                                            + " path; give it another one")
                            .in(name));
            return;
        }
        if (jars.isEmpty()) {
            failures.add(
                    PluginFailure.of(
                                    path
                                            + ", in the folder that "
                                            + origin
                                            + " names, has no jar in it: put a plugin and what it"
                                            + " needs there, or remove it")
                            .in(name));
            return;
        }
        List<PluginFailure> unreadable =
                jars.stream().flatMap(jar -> unreadable(jar, origin).stream()).toList();
        unreadable.forEach(failure -> failures.add(failure.in(name)));
        if (unreadable.isEmpty()) {
            units.add(new Unit(name, path, PluginLoader.of(name, jars)));
        }
    }

    private static Optional<PluginFailure> unreadable(Path jar, String origin) {
        try {
            new JarFile(jar.toFile()).close();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    PluginFailure.of(
                            jar
                                    + ", in the folder that "
                                    + origin
                                    + " names, cannot be read as a jar ("
                                    + e
                                    + "): put an intact one in its place, or remove it"));
        }
    }

    private static boolean isJar(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static List<Path> sorted(Path dir) throws IOException {
        try (DirectoryStream<Path> each = Files.newDirectoryStream(dir)) {
            List<Path> all = new ArrayList<>();
            each.forEach(all::add);
            return all.stream().sorted().toList();
        }
    }
}
