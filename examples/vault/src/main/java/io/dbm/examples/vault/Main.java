package io.dbm.examples.vault;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.examples.vault.Load.Use;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Runs queries as users that are dropped after seconds, and prints how that went. */
public final class Main {

    private static final int LEASES = 3;

    private Main() {}

    /** Runs for three leases; leaves nothing behind. */
    public static void main(String[] arguments) throws Exception {
        run(System.out, Path.of(System.getProperty("java.io.tmpdir")), Duration.ofSeconds(8));
    }

    /**
     * Runs for three leases.
     *
     * @param parent of the folder that everything is in
     */
    static void run(PrintStream out, Path parent, Duration lease) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.createIn(parent)) {
            EmbeddedPostgres postgres;
            try {
                postgres = start(folder.path());
            } catch (IOException | RuntimeException e) {
                String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                out.println("No PostgreSQL here (" + reason + "), and so nobody to lend.");
                return;
            }
            try (postgres;
                    Vault vault = Vault.start(postgres.getPostgresDatabase(), lease)) {
                run(out, folder.path(), postgres.getPort(), vault);
            }
        }
    }

    private static EmbeddedPostgres start(Path folder) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("data"))
                .setDataDirectoryCustomizer(data -> HostBasedAccess.writeTo(data.toPath()))
                .setServerConfig("unix_socket_directories", "")
                .start();
    }

    private static void run(PrintStream out, Path folder, int port, Vault vault) throws Exception {
        Path token = Files.writeString(folder.resolve("token"), Vault.TOKEN);
        Map<String, Object> places =
                Map.of(
                        "example.postgres-port", port,
                        "example.vault-url", vault.url(),
                        "example.vault-token-file", token.toString());
        Load load;
        int stillOpen;
        try (DatabaseManager manager =
                Dbm.load(
                        ConfigFactory.parseResources("vault.conf")
                                .withFallback(ConfigFactory.parseMap(places))
                                .resolve())) {
            manager.connect();
            load = Load.begin(manager.connection("primary").database());
            try (load) {
                while (vault.dropped() < LEASES - 1) {
                    Thread.sleep(50);
                }
            }
            stillOpen = manager.connection("primary").stats().pool().open();
        }
        print(out, load, stillOpen);
    }

    private static void print(PrintStream out, Load load, int stillOpen) {
        String format = "%-10s %10s %24s%n";
        out.printf(format, "ROLE", "QUERIES", "PHYSICAL CONNECTIONS");
        for (Map.Entry<String, Use> each : load.uses().entrySet()) {
            Use use = each.getValue();
            out.printf(format, each.getKey(), use.queries(), use.processes().size());
        }
        int replaced =
                load.uses().values().stream().mapToInt(use -> use.processes().size()).sum()
                        - stillOpen;
        out.println();
        out.printf(
                "%d queries failed, and %d physical connections were replaced.%n",
                load.failures(), replaced);
    }
}
