package io.dbm.benchmarks.startup;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Reads and checks a file with a thousand connections, until the JVM is warm, and prints how long.
 */
public final class Loading {

    private Loading() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("dbm", ".conf");
        StringBuilder text = new StringBuilder("dbmanager.connections {\n");
        for (int i = 0; i < 1000; i++) {
            text.append(
                    "c%1$d { type = postgres, host = db%1$d, database = app, user = app, password = \"s%1$d-secret\", max-open-conns = 8 }%n"
                            .formatted(i));
        }
        Files.writeString(file, text.append("}\n"));
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            DatabaseManager manager = Dbm.load(ConfigFactory.parseFile(file.toFile()));
            best = Math.min(best, System.nanoTime() - start);
            System.err.printf("%d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            manager.close();
        }
        System.out.println(TimeUnit.NANOSECONDS.toMillis(best));
        Files.delete(file);
    }
}
