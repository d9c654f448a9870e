package io.dbm.it;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bson.Document;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A manager that is closed leaves no thread, socket, file or MBean, however often it is done. */
@Timeout(180)
class NothingIsLeftTest {

    private static final int CYCLES = 200;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    @TempDir private Path folder;

    private record Left(long threads, int beans, long descriptors) {}

    @Test
    void afterTwoHundredTimesOfOpeningAndClosing() throws Exception {
        MongoServer documents = new MongoServer(new MemoryBackend());
        try {
            Config config = config(documents.bind().getPort());
            openAndClose(config); // what the JVM and the drivers keep for good is there from now on
            openAndClose(config);
            Left before = count();
            for (int i = 2; i < CYCLES; i++) {
                openAndClose(config);
            }
            await(() -> isNoMoreThan(before, count()));
        } finally {
            documents.shutdownNow();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("cache.db"));
        }
    }

    private Config config(int port) {
        return ConfigFactory.parseString(
                """
                dbmanager.connections {
                  primary { %s }
                  cache-db { type = sqlite, filepath = "%s" }
                  documents { type = mongodb, host = localhost, port = %d, database = app }
                }
                """
                        .formatted(TestPostgres.settings(), folder.resolve("cache.db"), port));
    }

    private static void openAndClose(Config config) {
        try (DatabaseManager manager = Dbm.load(config)) {
            manager.connect();
            for (String sql : new String[] {"primary", "cache-db"}) {
                Jdbi jdbi = manager.connection(sql).access(Jdbi.class);
                int one = jdbi.withHandle(it -> it.select("select 1").mapTo(Integer.class).one());
                assertThat(one).isOne();
            }
            assertThat(
                            manager.connection("documents")
                                    .access(MongoDatabase.class)
                                    .runCommand(new Document("ping", 1)))
                    .isNotNull();
        }
    }

    private static boolean isNoMoreThan(Left before, Left now) {
        return now.threads() <= before.threads()
                && now.beans() <= before.beans()
                && now.descriptors() <= before.descriptors();
    }

    /**
     * The server of MongoDB is in this JVM, too. Files and sockets are counted where the system
     * tells them.
     */
    private static Left count() {
        long descriptors = 0;
        if (Files.isDirectory(DESCRIPTORS)) {
            try (Stream<Path> open = Files.list(DESCRIPTORS)) {
                descriptors = open.count();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Left(
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !thread.getName().startsWith("mongo-server-"))
                        .count(),
                ManagementFactory.getPlatformMBeanServer().getMBeanCount(),
                descriptors);
    }
}
