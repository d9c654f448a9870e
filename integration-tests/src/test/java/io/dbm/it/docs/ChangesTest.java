package io.dbm.it.docs;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import io.dbm.it.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes for changes at run time. */
class ChangesTest {

    private static final String PAGE = "docs/recipes.md";

    @TempDir Path folder;

    @Test
    void aTenantIsAdded() throws Exception {
        write("shop", "");
        try (DatabaseManager manager = load()) {
            manager.connect();
            String log =
                    CapturedLog.of(
                            "io.dbm.manager",
                            unused -> {
                                addTenant(manager, "7");
                                assertThat(ofTenant(manager, "7").update("create table t (x int)"))
                                        .isZero();
                            });
            Shown.assertShown(PAGE, "added", line(log), folder);
        }
    }

    private void addTenant(DatabaseManager manager, String tenant) {
        manager.add(
                "tenant-" + tenant,
                Map.of(
                        "type", "sqlite",
                        "filepath", folder.resolve("tenant-" + tenant + ".db").toString(),
                        "tags", Map.of("tenant", tenant)));
    }

    private static Database ofTenant(DatabaseManager manager, String tenant) {
        List<NamedConnection> found = manager.connectionsTagged("tenant", tenant);
        return found.get(0).database();
    }

    @Test
    void aFileThatChangesIsReloaded() throws Exception {
        Path file = write("shop", "");
        try (DatabaseManager manager = load();
                ReloadOnChange reloads = new ReloadOnChange(manager, file, Duration.ofMillis(20))) {
            manager.connect();
            Database primary = manager.connection("primary").database();
            String log =
                    CapturedLog.of(
                            "io.dbm.manager",
                            said -> {
                                write("other", "cache { type = sqlite, filepath = \":memory:\" }");
                                await(() -> said.get().contains("event=reconfigured"));
                            });
            Shown.assertShown(PAGE, "reloaded", line(log), folder);
            assertThat(reloads).isNotNull();
            assertThat(primary.queryOne("pragma database_list", row -> row.getString("file")))
                    .hasValueSatisfying(path -> assertThat(path).endsWith("other.db"));
        }
    }

    @Test
    void aFileThatIsWrongChangesNothing() throws Exception {
        Path file = write("shop", "");
        try (DatabaseManager manager = load();
                ReloadOnChange reloads = new ReloadOnChange(manager, file, Duration.ofMillis(20))) {
            manager.connect();
            CapturedLog.of(
                    "io.dbm.manager",
                    said -> {
                        write("shop", "cache { type = sqlit }");
                        await(() -> said.get().contains("everything is as it was"));
                    });
            assertThat(reloads).isNotNull();
            assertThat(manager.connections()).hasSize(1);
            write("shop", "cache { type = sqlite, filepath = \":memory:\" }");
            await(() -> manager.connections().size() == 2);
        }
    }

    @Test
    void whereTheFileIsNamedOutsideDbmReadsItAgain() throws Exception {
        Path file = write("shop", "");
        String before = System.getProperty("config.file");
        System.setProperty("config.file", file.toString());
        try (DatabaseManager manager = Dbm.load()) {
            manager.connect();
            write("shop", "cache { type = sqlite, filepath = \":memory:\" }");
            assertThat(manager.reload().added()).isEqualTo(Set.of("cache"));
        } finally {
            if (before == null) {
                System.clearProperty("config.file");
            } else {
                System.setProperty("config.file", before);
            }
        }
    }

    private DatabaseManager load() {
        Path file = folder.resolve("shop.conf");
        return Dbm.builder().config(() -> ConfigFactory.parseFile(file.toFile())).load();
    }

    private Path write(String database, String more) throws Exception {
        return Files.writeString(
                folder.resolve("shop.conf"),
                """
                dbmanager.connections {
                  primary { type = sqlite, filepath = "%s" }
                  %s
                }
                """
                        .formatted(folder.resolve(database + ".db"), more));
    }

    private static String line(String log) {
        return log.lines()
                .filter(each -> each.contains("event=reconfigured"))
                .map(each -> each.substring(each.indexOf("INFO")))
                .findFirst()
                .orElseThrow();
    }
}
