package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.plugins.EchoProvider;
import io.dbm.ConfigurationException;
import io.dbm.spi.DatabaseProvider;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a connection from being traced is said when the configuration is loaded. */
class TracingObstacleTest {

    @Test
    void whatIsMissingIsNamed() throws Exception {
        assertThat(messageWithout("opentelemetry-"))
                .isEqualTo(
                        "the configuration has a problem:\n"
                                + "  - dbmanager.connections.a.enable-tracing: tracing needs"
                                + " io.opentelemetry.instrumentation:opentelemetry-jdbc on the"
                                + " class path: add it (app.conf: 1)");
    }

    @Test
    void soIsWhatCameWithItAndWasLeftOut() throws Exception {
        assertThat(messageWithout("opentelemetry-instrumentation-api-incubator"))
                .endsWith("opentelemetry-jdbc on the class path: add it (app.conf: 1)");
    }

    @Test
    void aProviderOfSomethingElseThatDoesNotTraceIsRejected(@TempDir Path plugins)
            throws Exception {
        Path services = Files.createDirectories(plugins.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(DatabaseProvider.class.getName()), EchoProvider.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(
                        new URL[] {plugins.toUri().toURL()}, getClass().getClassLoader())) {
            assertThatThrownBy(
                            () ->
                                    Dbm.builder()
                                            .classLoader(loader)
                                            .config(
                                                    Managers.parse(
                                                            "dbmanager.connections.a { type = echo,"
                                                                    + " enable-tracing = true }"))
                                            .load())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the configuration has a problem:\n"
                                    + "  - dbmanager.connections.a.enable-tracing: connections of"
                                    + " type 'echo' are not traced: leave it out (app.conf: 1)");
        }
    }

    /** Loads a configuration where some artifacts are not there, and returns what that says. */
    private static String messageWithout(String artifacts) throws Exception {
        List<URL> left = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).getFileName().toString().startsWith(artifacts)) {
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
            load(loader, true);
            throw new AssertionError("nothing was missing");
        } catch (InvocationTargetException e) {
            return e.getTargetException().getMessage().replace("String: ", "app.conf: ");
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    private static void load(ClassLoader loader, boolean traced) throws Exception {
        Object config =
                loader.loadClass("com.typesafe.config.ConfigFactory")
                        .getMethod("parseString", String.class)
                        .invoke(
                                null,
                                "dbmanager.connections.a { type = h2, database = x, enable-tracing = "
                                        + traced
                                        + " }");
        Object manager =
                loader.loadClass("io.dbm.core.Dbm")
                        .getMethod("load", loader.loadClass("com.typesafe.config.Config"))
                        .invoke(null, config);
        Class<?> type = loader.loadClass("io.dbm.DatabaseManager");
        type.getMethod("connect").invoke(manager);
        type.getMethod("close").invoke(manager);
    }
}
