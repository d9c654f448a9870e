package io.dbm.it.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What dbm tells GraalVM's native-image is true, and nothing is missing that can be found in the
 * sources. No image is built here.
 */
class NativeImageTest {

    private static final ClassLoader LOADER = NativeImageTest.class.getClassLoader();

    private static final List<String> JDBC =
            List.of(
                    "java.sql.CallableStatement",
                    "java.sql.Connection",
                    "java.sql.DatabaseMetaData",
                    "java.sql.PreparedStatement",
                    "java.sql.Statement");

    /** The files that make proxies, and of what; a third party's and an application's own aside. */
    private static final Map<String, List<String>> PROXIES =
            Map.of(
                    "JoinedSqlSession.java", List.of("org.apache.ibatis.session.SqlSession"),
                    "Lasting.java",
                            List.of(
                                    "com.mongodb.client.MongoClient",
                                    "com.mongodb.client.MongoCluster",
                                    "com.mongodb.client.MongoCollection",
                                    "com.mongodb.client.MongoDatabase"),
                    "LentConnection.java", JDBC,
                    "LimitedConnection.java",
                            List.of(
                                    "java.sql.Connection,"
                                            + "io.dbm.provider.mssql.LimitedConnection$TransactionLimit"),
                    "ProxyHandle.java", List.of(), // of a provider's client: MongoClient, above
                    "TimedStatement.java",
                            List.of(
                                    "java.sql.Statement",
                                    "java.sql.PreparedStatement",
                                    "java.sql.CallableStatement"),
                    "Transactions.java", List.of(), // of an application's mapper
                    "Views.java",
                            Stream.concat(JDBC.stream(), Stream.of("java.sql.ResultSet")).toList(),
                    "WatchedConnection.java", List.of("java.sql.Connection"));

    /** These are the application's, or other libraries'. */
    private static final List<String> OTHERS =
            List.of(
                    "application.conf",
                    "application.json",
                    "application.properties",
                    "reference.conf");

    @Test
    void eachPlaceThatMakesAProxyIsKnownAndItsProxiesAreDeclared() throws IOException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Path module : Modules.published()) {
            List<String> declared =
                    proxies(module).stream().map(each -> String.join(",", each)).toList();
            for (Path source : Modules.sources(module)) {
                if (Files.readString(source).contains("Proxy.newProxyInstance(")) {
                    List<String> made = PROXIES.get(Modules.fileName(source));
                    assertThat(made).as("%s makes proxies: of what?", source).isNotNull();
                    assertThat(declared).as("of %s", source).containsAll(made);
                    found.put(Modules.fileName(source), made);
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderEntriesOf(PROXIES);
    }

    @Test
    void eachProxyThatIsDeclaredCanBeMade() throws Exception {
        for (Path module : Modules.published()) {
            for (List<String> interfaces : proxies(module)) {
                Class<?>[] types = new Class<?>[interfaces.size()];
                for (int i = 0; i < types.length; i++) {
                    types[i] = Class.forName(interfaces.get(i), false, LOADER);
                }
                assertThat(Proxy.newProxyInstance(LOADER, types, (self, method, given) -> null))
                        .isInstanceOf(types[0]);
            }
        }
    }

    @Test
    void eachTypeThatIsDeclaredExistsWithItsMethods() throws Exception {
        List<String> seen = new ArrayList<>();
        for (Path module : Modules.published()) {
            for (Config each : types(module)) {
                Class<?> type = Class.forName(each.getString("type"), false, LOADER);
                seen.add(type.getName());
                if (each.hasPath("methods")) {
                    for (Config method : each.getConfigList("methods")) {
                        assertThat(has(type, method)).as("%s of %s", method, type).isTrue();
                    }
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(30);
    }

    @Test
    void eachFileThatIsDeclaredExists() throws IOException {
        for (Path module : Modules.published()) {
            for (Config each : metadata(module).getConfigList("resources")) {
                String name = each.getString("glob");
                assertThat(OTHERS.contains(name) || LOADER.getResource(name) != null)
                        .as("%s of %s", name, module)
                        .isTrue();
            }
        }
    }

    @Test
    void eachServiceAndEachOtherFileOfAModuleIsDeclared() throws IOException {
        for (Path module : Modules.published()) {
            Path resources = module.resolve("src/main/resources");
            if (!Files.isDirectory(resources) || Modules.fileName(module).equals("dbm-doctor")) {
                continue;
            }
            List<String> globs =
                    metadata(module).getConfigList("resources").stream()
                            .map(each -> each.getString("glob"))
                            .toList();
            List<String> types =
                    types(module).stream().map(each -> each.getString("type")).toList();
            try (Stream<Path> files = Files.walk(resources)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = resources.relativize(file).toString().replace('\\', '/');
                    if (!name.startsWith("META-INF/native-image/")) {
                        assertThat(globs).contains(name);
                    }
                    if (name.startsWith("META-INF/services/")) {
                        assertThat(types).containsAll(Files.readAllLines(file));
                    }
                }
            }
        }
    }

    /** Libraries that may be missing are asked for by name, and drivers are told names. */
    @Test
    void eachNameThatAClassIsFoundByIsDeclared() throws IOException {
        Map<String, List<String>> names =
                Map.of(
                        "dbm-core",
                        List.of(
                                "com.codahale.metrics.MetricRegistry",
                                "io.prometheus.client.dropwizard.DropwizardExports",
                                "io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetryBuilder",
                                "io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlQueryAnalyzer"),
                        "dbm-provider-mongo",
                        List.of("io.opentelemetry.instrumentation.mongo.v3_1.MongoTelemetry"),
                        "dbm-provider-mssql",
                        List.of(
                                "io.dbm.provider.mssql.internal.AuthorityTrustManager",
                                "io.dbm.provider.mssql.internal.HostTrustManager",
                                "io.dbm.provider.mssql.internal.RawSocketFactory"),
                        "dbm-provider-postgres",
                        List.of(
                                "io.dbm.provider.postgres.internal.BoundedSocketFactory",
                                "io.dbm.provider.postgres.internal.NamingVerifier"));
        for (Path module : Modules.published()) {
            List<String> expected = names.get(Modules.fileName(module));
            boolean finds = false;
            for (Path source : Modules.sources(module)) {
                finds |= Files.readString(source).contains("Class.forName(");
            }
            if (Modules.fileName(module).startsWith("dbm-access-")) {
                continue; // an application's plugins and mappers
            }
            assertThat(finds).as("%s finds classes by name", module).isEqualTo(expected != null);
            if (expected != null) {
                assertThat(types(module))
                        .extracting(each -> each.getString("type"))
                        .containsAll(expected);
            }
        }
    }

    private static boolean has(Class<?> type, Config method) {
        String name = method.getString("name");
        List<String> parameters = method.getStringList("parameterTypes");
        if (name.equals("<init>")) {
            return Stream.of(type.getConstructors())
                    .anyMatch(each -> names(each.getParameterTypes()).equals(parameters));
        }
        return Stream.of(type.getMethods())
                .filter(each -> each.getName().equals(name))
                .map(Method::getParameterTypes)
                .anyMatch(each -> names(each).equals(parameters));
    }

    private static List<String> names(Class<?>[] types) {
        return Stream.of(types).map(Class::getName).toList();
    }

    private static List<List<String>> proxies(Path module) {
        return reflection(module).stream()
                .filter(each -> each.getValue("type").valueType() == ConfigValueType.OBJECT)
                .map(each -> each.getStringList("type.proxy"))
                .toList();
    }

    private static List<Config> types(Path module) {
        return reflection(module).stream()
                .filter(each -> each.getValue("type").valueType() == ConfigValueType.STRING)
                .map(each -> (Config) each)
                .toList();
    }

    private static List<? extends Config> reflection(Path module) {
        return metadata(module).getConfigList("reflection");
    }

    /** JSON is HOCON, too. Modules that are no library of an application's have none. */
    private static Config metadata(Path module) {
        String name = Modules.fileName(module);
        Path file =
                module.resolve("src/main/resources/META-INF/native-image/io.dbm")
                        .resolve(name)
                        .resolve("reachability-metadata.json");
        if (List.of("dbm-api", "dbm-bom", "dbm-doctor", "dbm-tck").contains(name)) {
            assertThat(file).doesNotExist();
            return ConfigFactory.parseString("{ reflection = [], resources = [] }");
        }
        assertThat(file).exists();
        return ConfigFactory.parseFile(file.toFile());
    }
}
