package io.dbm.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.shop.Activator;
import com.example.shop.api.Shop;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** An application in Apache Felix, with SQLite, another database's plugin, Jdbi and SPI Fly. */
@Timeout(60)
class FelixTest {

    private static final Path EXAMPLE = Path.of("../examples/plugins/dbm-provider-h2/src/main");
    private static final Path BOOKS = Path.of("../examples/consumers/modules/src/main");
    private static final String NAME = "io.dbm.provider.sqlite";
    private static final String SERVICE = "io.dbm.spi.DatabaseProvider";
    private static final Path TRANSCRIPT = Path.of("src/test/resources/transcript.txt");

    @TempDir static Path folder;

    private static Server server;
    private static Osgi osgi;

    private final List<String> said = new ArrayList<>();
    private Bundle provider;

    @BeforeAll
    static void start() throws Exception {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        System.setProperty("shop.port", String.valueOf(server.getPort()));
        System.setProperty("shop.orders", folder.resolve("orders.db").toString());
        Bundles bundles = new Bundles(Files.createDirectory(folder.resolve("bundles")));
        osgi = Osgi.start(folder.resolve("cache"), Shop.class.getPackageName());
        osgi.install(Libraries.ofCore(bundles));
        osgi.install(
                List.of(
                        Jars.of("dbm-api"),
                        Jars.of("dbm-core"),
                        Jars.of("sqlite-jdbc"),
                        Jars.of("dbm-provider-sqlite"),
                        Jars.of("geantyref"),
                        bundles.wrap("jdbi3-core"),
                        Jars.of("dbm-access-jdbi"),
                        // a plugin of others
                        Jars.of("org.osgi.service.jdbc"),
                        Jars.of("h2"),
                        bundles.of(plugin(), "plugin", Jars.of("dbm-api")),
                        bundles.of(books(), "books", Jars.of("dbm-core"), Jars.of("jdbi3-core")),
                        bundles.application(
                                Path.of("src/test/resources/shop.conf"),
                                classesOf(Activator.class),
                                Jars.of("dbm-api"),
                                Jars.of("dbm-core"))));
    }

    @AfterAll
    static void stop() throws Exception {
        if (osgi != null) {
            osgi.close();
        }
        server.stop();
        System.clearProperty("shop.port");
        System.clearProperty("shop.orders");
    }

    @BeforeEach
    void findProvider() {
        provider = osgi.bundle(NAME);
    }

    @AfterEach
    void startAgain() throws BundleException {
        provider.start();
    }

    @Test
    void anApplicationUsesJdbiAndPlainJdbcOfOneConnection() {
        try (Shop shop = open()) {
            assertThat(shop.plugins())
                    .containsExactlyInAnyOrder(
                            "PROVIDER sqlite", "PROVIDER h2", "ACCESS jdbc", "ACCESS jdbi");
            shop.order("salt");
            assertThat(shop.orders()).contains("salt");
            assertThat(shop.sum(1, 2)).isEqualTo(3);
        }
    }

    @Test
    void theApplicationThatRunsOnTheModulePathRunsHereAsItIs() throws Exception {
        String output = outputOf(osgi.bundle("com.example.books"), "com.example.books.Books");
        assertThat(output.lines())
                .contains("[Book[title=Emma, pages=474]]", "the MBean says UP")
                .anyMatch(line -> line.startsWith("ACCESS jdbi "))
                .anyMatch(line -> line.startsWith("PROVIDER sqlite "));
    }

    @Test
    void whatIsOpenGoesOnWhileItsProviderIsStopped() throws Exception {
        try (Shop shop = open();
                Readers readers = new Readers(4, shop::orders)) {
            say("plugins: " + String.join(", ", shop.plugins().stream().sorted().toList()));
            readers.awaitMore();
            shop.order(
                    "tea",
                    () -> {
                        stopProvider();
                        say(NAME + " is stopped, in the middle of a transaction");
                        readers.awaitMore();
                    },
                    "milk");
            say("the transaction's rows are there", has(shop, "tea", "milk"));
            say("4 threads go on reading", readers.goOn());
            say("the database of the other provider answers", shop.sum(1, 2) == 3);
            shop.reconnect();
            shop.order("bread");
            say("reconnect() works, while it is stopped", readers.goOn() && has(shop, "bread"));
            say("a new manager:");
            failureOfOpen().lines().forEach(this::say);
            provider.start();
            say(NAME + " is started again");
            try (Shop other = open()) {
                say("a new manager reads all rows", has(other, "tea", "milk", "bread"));
            }
            shop.reconnect();
            say("reconnect() works, and 4 threads go on reading", readers.goOn());
        }
        said.forEach(System.out::println);
        assertThat(said).containsExactlyElementsOf(Files.readAllLines(TRANSCRIPT));
    }

    /**
     * As by an update: its classes are loaded anew, and those in use stay until nobody needs them.
     */
    @Test
    void whatIsOpenGoesOnWhenItsProviderIsReplaced() throws Exception {
        try (Shop shop = open();
                Readers readers = new Readers(4, shop::orders)) {
            readers.awaitMore();
            BundleWiring before = provider.adapt(BundleWiring.class);
            BundleWiring core = osgi.bundle("io.dbm.core").adapt(BundleWiring.class);
            provider.update();
            osgi.refresh(provider);
            assertThat(provider.adapt(BundleWiring.class)).isNotSameAs(before);
            assertThat(osgi.bundle("io.dbm.core").adapt(BundleWiring.class)).isSameAs(core);
            readers.awaitMore();
            try (Shop other = open()) {
                other.order("rice");
            }
            assertThat(shop.orders()).contains("rice");
            shop.reconnect();
            readers.awaitMore();
        }
    }

    @Test
    void aNewManagerSaysThatTheMediatorIsStopped() throws Exception {
        Bundle mediator = osgi.bundle("org.apache.aries.spifly.dynamic.bundle");
        mediator.stop();
        try {
            assertThat(failureOfOpen())
                    .isEqualTo(
                            "java.lang.IllegalStateException: no plugin can be found: the OSGi"
                                    + " bundle that finds services, SPI Fly or another Service"
                                    + " Loader Mediator, is stopped; start it");
        } finally {
            mediator.start();
        }
        try (Shop shop = open()) {
            shop.order("salt");
            assertThat(shop.orders()).contains("salt");
        }
    }

    private void say(String what) {
        said.add(what);
    }

    private void say(String what, boolean isTrue) {
        say(what + ": " + isTrue);
    }

    private static boolean has(Shop shop, String... items) {
        return shop.orders().containsAll(List.of(items));
    }

    private static String failureOfOpen() {
        try (Shop shop = open()) {
            return shop.toString();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    /** Runs a program whose thread has the bundle's class loader, as {@code Dbm.load()} wants. */
    private static String outputOf(Bundle bundle, String program) throws Exception {
        Class<?> type = bundle.loadClass(program);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.out;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(type.getClassLoader());
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
            Thread.currentThread().setContextClassLoader(loader);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private void stopProvider() {
        try {
            provider.stop();
        } catch (BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Shop open() {
        return osgi.service(Shop.Opener.class).get();
    }

    private static Path plugin() throws Exception {
        Path classes =
                compiled(EXAMPLE.resolve("java/com/example/h2"), Jars.of("dbm-api"), Jars.of("h2"));
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Path names = EXAMPLE.resolve("resources/META-INF/services/" + SERVICE);
        Files.copy(names, services.resolve(SERVICE));
        return classes;
    }

    private static Path books() throws Exception {
        Path classes =
                compiled(
                        BOOKS.resolve("java/com/example/books"),
                        Jars.of("dbm-api"),
                        Jars.of("dbm-core"),
                        Jars.of("config"),
                        Jars.of("jdbi3-core"));
        Path file = BOOKS.resolve("resources/application.conf");
        Files.copy(file, classes.resolve("application.conf"));
        return classes;
    }

    private static Path compiled(Path sources, Path... libraries) throws Exception {
        Path classes = Files.createTempDirectory(folder, "classes");
        String classPath =
                Stream.of(libraries)
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator));
        try (Stream<Path> files = Files.list(sources)) {
            List<String> arguments =
                    new ArrayList<>(
                            List.of("-proc:none", "-cp", classPath, "-d", classes.toString()));
            files.map(Path::toString).forEach(arguments::add);
            assertThat(
                            ToolProvider.getSystemJavaCompiler()
                                    .run(null, null, null, arguments.toArray(String[]::new)))
                    .isZero();
        }
        return classes;
    }

    private static Path classesOf(Class<?> type) throws Exception {
        URI classes = type.getProtectionDomain().getCodeSource().getLocation().toURI();
        return Path.of(classes);
    }
}
