package io.dbm.provider.sqlite;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * SQLite itself, which the driver carries in its jar and needs in a file to load it.
 *
 * <p>The driver would take more than twice as long: it waits for {@code SecureRandom}, starts a
 * program, and reads the file again byte by byte. And it leaves the file until the JVM ends, or for
 * good if that is killed.
 *
 * <p>It does all the same whatever is not done here: on Windows, where a file in use cannot be
 * deleted; in a native image; where the user has said which library it is; and in class loaders of
 * plugins or containers, since the properties that tell the driver about the file are the JVM's.
 */
final class NativeLibrary {

    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    /** One object, whatever class loader has loaded this class: the JVM's own constant. */
    private static final String OF_ALL_LOADERS = "io.dbm.provider.sqlite.NativeLibrary";

    private static volatile boolean isLoaded;

    private NativeLibrary() {}

    /**
     * Loads it if nobody has yet.
     *
     * @throws UnsatisfiedLinkError if the driver cannot do so by itself either. The driver would
     *     say why only once, and from then on stumble over its first native method
     */
    static void load() {
        if (!isLoaded) {
            // Else another driver, in a plugin's own class loader, might see our properties.
            synchronized (OF_ALL_LOADERS) {
                loadAlone();
            }
        }
    }

    @SuppressWarnings("LockOnNonEnclosingClassLiteral")
    private static void loadAlone() {
        // The driver loads it under this lock too: a thread that comes to the driver by another way
        // waits, and finds it loaded. One with a driver in a class loader of its own, and no dbm,
        // may see the properties: it cannot load what is loaded already, and makes its own file.
        synchronized (SQLiteJDBCLoader.class) {
            if (!isLoaded && isForUs()) {
                try {
                    loadFromCopy();
                } catch (Exception | LinkageError e) {
                    // The driver, with the next step, does it as if nothing had been tried.
                }
            }
            loadByDriver();
            isLoaded = true;
        }
    }

    /** Does nothing if it is loaded. */
    private static void loadByDriver() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            UnsatisfiedLinkError failure =
                    new UnsatisfiedLinkError(
                            "SQLite's library needs a temporary folder where this process may write"
                                    + " and execute files, such as -Dorg.sqlite.tmpdir names: "
                                    + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static boolean isForUs() {
        return System.getProperty(PATH) == null
                && System.getProperty(NAME) == null
                && System.getProperty("org.graalvm.nativeimage.imagecode") == null
                && !System.getProperty("os.name", "").startsWith("Windows")
                && SQLiteJDBCLoader.class.getClassLoader() == ClassLoader.getSystemClassLoader();
    }

    private static void loadFromCopy() throws Exception {
        String name = LibraryLoaderUtil.getNativeLibName();
        try (InputStream library =
                SQLiteJDBCLoader.class.getResourceAsStream(folder() + "/" + name)) {
            if (library == null) {
                return;
            }
            Path directory = makeDirectory();
            Path file = directory.resolve(name);
            try {
                copy(library, file.toFile());
                load(directory, name);
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        }
    }

    /**
     * Returns the folder of the library in the jar, as the driver does. To tell Android and musl
     * from any other Linux it starts {@code uname} and follows all links of {@code
     * /proc/self/map_files}: more work than to load the library.
     */
    static String folder() throws IOException {
        return System.getProperty("os.name", "").equals("Linux") && isOnGlibc()
                ? "/org/sqlite/native/Linux/" + OSInfo.getArchName()
                : LibraryLoaderUtil.getNativeLibResourcePath();
    }

    /** Its file was named by its version before 2.34. */
    private static boolean isOnGlibc() throws IOException {
        String mapped = Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1);
        return (mapped.contains("/libc.so.6") || mapped.contains("/libc-2."))
                && !mapped.contains("musl");
    }

    /**
     * Makes a directory where nobody else can put or change a file. If its name is taken, this
     * fails: it need not be hard to guess, and {@code Files.createTempDirectory} would wait for
     * {@code SecureRandom}.
     */
    private static Path makeDirectory() throws IOException {
        String parent = System.getProperty("org.sqlite.tmpdir");
        long random = ThreadLocalRandom.current().nextLong();
        return Files.createDirectory(
                Path.of(
                        parent == null ? System.getProperty("java.io.tmpdir", "") : parent,
                        "dbm-sqlite-" + Long.toHexString(random)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** An interrupt would close a channel: a plain stream does not mind. */
    private static void copy(InputStream library, File file) throws IOException {
        try (OutputStream out = new FileOutputStream(file)) {
            library.transferTo(out);
        }
    }

    private static void load(Path directory, String name) throws Exception {
        System.setProperty(PATH, directory.toString());
        System.setProperty(NAME, name);
        try {
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(PATH);
            System.clearProperty(NAME);
        }
    }
}
