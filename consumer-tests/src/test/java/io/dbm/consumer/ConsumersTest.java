package io.dbm.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.consumer.Consumer.Output;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who picks some modules of dbm gets what those need and nothing more, and it works. */
@Execution(ExecutionMode.CONCURRENT) // they wait for processes of their own
class ConsumersTest {

    private static final List<String> CORE =
            List.of(
                    "io.dbm:dbm-core",
                    "io.dbm:dbm-api",
                    "com.typesafe:config",
                    "com.zaxxer:HikariCP",
                    "net.ttddyy:datasource-proxy",
                    "org.slf4j:slf4j-api");
    private static final List<String> SQLITE =
            List.of("io.dbm:dbm-provider-sqlite", "org.xerial:sqlite-jdbc");
    private static final List<String> POSTGRES =
            List.of(
                    "io.dbm:dbm-provider-postgres",
                    "org.postgresql:postgresql",
                    "org.checkerframework:checker-qual");
    private static final List<String> JDBI =
            List.of(
                    "io.dbm:dbm-access-jdbi",
                    "org.jdbi:jdbi3-core",
                    "io.leangen.geantyref:geantyref");
    private static final List<String> MYBATIS =
            List.of("io.dbm:dbm-access-mybatis", "org.mybatis:mybatis");
    private static final List<String> MSSQL =
            List.of("io.dbm:dbm-provider-mssql", "com.microsoft.sqlserver:mssql-jdbc");
    private static final List<String> MONGO =
            List.of(
                    "io.dbm:dbm-provider-mongo",
                    "org.mongodb:mongodb-driver-sync",
                    "org.mongodb:mongodb-driver-core",
                    "org.mongodb:bson",
                    "org.mongodb:bson-record-codec");
    private static final List<String> STATUS =
            List.of(
                    "io.dbm:dbm-status",
                    "io.prometheus:simpleclient",
                    "io.prometheus:simpleclient_common",
                    "io.prometheus:simpleclient_tracer_common",
                    "io.prometheus:simpleclient_tracer_otel",
                    "io.prometheus:simpleclient_tracer_otel_agent");
    private static final List<String> SPRING =
            List.of(
                    "org.springframework.boot:spring-boot-autoconfigure",
                    "org.springframework.boot:spring-boot-health",
                    "org.springframework.boot:spring-boot",
                    "org.springframework:spring-aop",
                    "org.springframework:spring-beans",
                    "org.springframework:spring-context",
                    "org.springframework:spring-core",
                    "org.springframework:spring-expression",
                    "io.micrometer:micrometer-observation",
                    "io.micrometer:micrometer-commons",
                    "commons-logging:commons-logging",
                    "org.jspecify:jspecify");

    @TempDir private Path folder;

    @Test
    void coreAndSqliteKeepNotesInAFile() throws Exception {
        Consumer notes = Consumer.of("sqlite");
        assertThat(notes.dependencies()).containsExactlyInAnyOrderElementsOf(all(CORE, SQLITE));
        assertThat(run(notes, "com.example.notes.Notes", "hello")).isEqualTo("[hello]\n");
        assertThat(run(notes, "com.example.notes.Notes", "again")).isEqualTo("[hello, again]\n");
    }

    @Test
    void coreAndPostgresAndJdbiAddUpOrders() throws Exception {
        Consumer orders = Consumer.of("postgres-jdbi");
        assertThat(orders.dependencies())
                .containsExactlyInAnyOrderElementsOf(all(CORE, POSTGRES, JDBI));
        assertThat(runWithPostgres(orders, "com.example.orders.Orders")).isEqualTo("78\n");
    }

    @Test
    void everythingWritesThroughEveryLayer() throws Exception {
        Consumer all = Consumer.of("everything");
        assertThat(all.dependencies())
                .containsExactlyInAnyOrderElementsOf(
                        all(CORE, POSTGRES, SQLITE, MSSQL, MONGO, JDBI, MYBATIS, STATUS));
        assertThat(runWithPostgres(all, "com.example.all.All").lines())
                .containsExactlyInAnyOrder(
                        "PROVIDER postgres",
                        "PROVIDER sqlite",
                        "PROVIDER mssql",
                        "PROVIDER mongodb",
                        "ACCESS jdbc",
                        "ACCESS jdbi",
                        "ACCESS mybatis",
                        "ACCESS mongo-client",
                        "ACCESS mongo-database",
                        "EXTENSION status",
                        "shop[jdbc, jdbi, mybatis]",
                        "cache[jdbc, jdbi, mybatis]");
    }

    @Test
    void coreWithoutTheProviderSaysWhichArtifactToAdd() throws Exception {
        Consumer orders = Consumer.of("missing-provider");
        assertThat(orders.dependencies()).containsExactlyInAnyOrderElementsOf(CORE);
        Output output = orders.run("com.example.orders.Orders", folder, Map.of());
        Path file = orders.project().resolve("target/classes/application.conf");
        assertThat(output.err().lines().filter(line -> !line.startsWith("SLF4J")))
                .containsExactly(
                        "the configuration has a problem:",
                        "  - dbmanager.connections.shop.type: no provider for 'postgres': add"
                                + " io.dbm:dbm-provider-postgres; no provider is on the class path"
                                + (" (" + file + ":1)"));
        assertThat(output.out()).isEmpty();
        assertThat(output.exit()).isEqualTo(1);
    }

    @Test
    void aPlainMainWithMyBatisListsTasks() throws Exception {
        Consumer tasks = Consumer.of("command-line");
        assertThat(tasks.dependencies())
                .containsExactlyInAnyOrderElementsOf(all(CORE, SQLITE, MYBATIS));
        assertThat(run(tasks, "com.example.todo.Main", "tasks.db", "wash", "cook"))
                .isEqualTo("cook\nwash\n");
    }

    @Test
    void aSpringBootApplicationHasTheConnectionsAsBeans() throws Exception {
        Consumer shop = Consumer.of("spring-boot");
        assertThat(shop.dependencies())
                .containsExactlyInAnyOrderElementsOf(all(CORE, SQLITE, JDBI, SPRING));
        assertThat(run(shop, "com.example.shop.ShopApplication"))
                .isEqualTo("pencil\n{primary=UP}\n");
    }

    /** Spring's BOM, too, says versions of the pool and of the driver. */
    @Test
    void whatDbmWasTestedWithGoesBeforeWhatSpringSays() throws Exception {
        assertThat(Consumer.of("spring-boot").versions())
                .containsAll(Consumer.of("sqlite").versions());
    }

    private String run(Consumer consumer, String main, String... arguments) throws Exception {
        return consumer.run(main, folder, Map.of(), arguments).outOfSuccess();
    }

    private String runWithPostgres(Consumer consumer, String main) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, String> environment =
                    Map.of("POSTGRES_PORT", String.valueOf(postgres.getPort()));
            return consumer.run(main, folder, environment).outOfSuccess();
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static List<String> all(List<String>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }
}
