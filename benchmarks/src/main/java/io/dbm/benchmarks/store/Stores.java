package io.dbm.benchmarks.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server and a folder for SQLite's files, as long as it is open. */
public final class Stores implements AutoCloseable {

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final List<String> properties;

    private Stores(Path folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
        this.properties = Store.at(folder.resolve("counter.db"), postgres.getPort());
    }

    /** Starts the server; nothing is in it. */
    public static Stores start() throws IOException {
        Path folder = Files.createTempDirectory("dbm-benchmarks");
        try {
            return new Stores(folder, EmbeddedPostgres.start());
        } catch (Throwable e) {
            delete(folder);
            throw e;
        }
    }

    /** Starts the server, and makes every {@link Store} with its table. */
    public static Stores filled() throws IOException {
        Stores stores = start();
        for (Store each : Store.values()) {
            each.fill();
        }
        return stores;
    }

    /** Returns the options of a JVM that is to find them. */
    public List<String> properties() {
        return properties;
    }

    /** Returns where files may be made. */
    public Path folder() {
        return folder;
    }

    /** Returns where the server listens. */
    public int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
