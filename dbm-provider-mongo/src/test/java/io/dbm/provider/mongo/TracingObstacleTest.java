package io.dbm.provider.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.typesafe.config.ConfigFactory;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.opentelemetry.api.OpenTelemetry;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands are traced by a library that may be missing, which is then said at load. */
class TracingObstacleTest {

    @Test
    void whatIsMissingIsNamed() throws Exception {
        List<URL> left = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).getFileName().toString().startsWith("opentelemetry-")) {
                left.add(Path.of(entry).toUri().toURL());
            }
        }
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(
                        left.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            load(loader, false);
            assertThat(load(loader, true))
                    .isEqualTo(
                            "the configuration has a problem:\n"
                                    + "  - dbmanager.connections.a.enable-tracing: tracing needs"
                                    + " io.opentelemetry.instrumentation:opentelemetry-mongo-3.1"
                                    + " on the class path: add it (String: 1)");
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    @Test
    void theLibraryForSqlIsNotNeeded() {
        assertThatThrownBy(
                        () ->
                                Class.forName(
                                        "io.opentelemetry.instrumentation.jdbc.datasource"
                                                + ".JdbcTelemetry"))
                .isInstanceOf(ClassNotFoundException.class);
        MongoServer server = new MongoServer(new MemoryBackend());
        String hocon =
                "dbmanager.connections.a { type = mongodb, host = localhost, database = x, port = "
                        + server.bind().getPort()
                        + ", enable-tracing = true }";
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(ConfigFactory.parseString(hocon))
                        .service(OpenTelemetry.class, OpenTelemetry.noop())
                        .load()) {
            manager.connect();
            assertThat(manager.connection("a").access(MongoDatabase.class).listCollectionNames())
                    .isEmpty();
        } finally {
            server.shutdownNow();
        }
    }

    private static String load(ClassLoader loader, boolean traced) throws Exception {
        String hocon =
                "dbmanager.connections.a { type = mongodb, host = localhost, database = x,"
                        + " enable-tracing = %s }".formatted(traced);
        Object config =
                loader.loadClass("com.typesafe.config.ConfigFactory")
                        .getMethod("parseString", String.class)
                        .invoke(null, hocon);
        try {
            Object manager =
                    loader.loadClass("io.dbm.core.Dbm")
                            .getMethod("load", loader.loadClass("com.typesafe.config.Config"))
                            .invoke(null, config);
            loader.loadClass("io.dbm.DatabaseManager").getMethod("close").invoke(manager);
            return "";
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getTargetException().getMessage());
        }
    }
}
