package io.dbm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.jars.PluginJar;
import com.example.paper.PaperProvider;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.spi.DatabaseProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor takes plugins from the folder that the file names, as an application does. */
@Timeout(60)
class PluginFolderTest {

    @TempDir Path temporary;
    private Path plugins;

    @BeforeEach
    void nameTheFolder() throws IOException {
        plugins = temporary.toRealPath().resolve("plugins");
    }

    @Test
    void listsThemWithTheirFolderTriesTheirConnectionsAndLeavesNoJarOpen() throws IOException {
        new PluginJar()
                .manifest("Implementation-Version", "2.1")
                .with(PaperProvider.class)
                .provides(DatabaseProvider.class, PaperProvider.class.getName())
                .write(plugins.resolve("post.jar"));
        new PluginJar().write(plugins.resolve("nothing.jar"));
        Path file = file("letters { type = post/paper, retry-attempts = 1 }");
        Asked asked = Asked.doctor("check", file);
        assertThat(asked.code()).isEqualTo(1);
        assertThat(Asked.withoutChance(asked.out()))
                .contains("  provider  post/paper  2.1  post.jar\n")
                .contains(
                        "letters: The server is out of reach.\n  reason  paper does not answer\n");
        assertThat(asked.out().replaceAll("\\s+", " "))
                .contains(
                        " FAILED "
                                + plugins.resolve("nothing.jar")
                                + ", in the folder that "
                                + file
                                + ":2 names, brings no plugin: put a driver, or another library,"
                                + " into one folder with the plugin that needs it, or remove it ");
        Config json = ConfigFactory.parseString(Asked.doctor("check", "--json", file).out());
        assertThat(json.getConfigList("plugins"))
                .filteredOn(each -> each.getString("id").equals("paper"))
                .extracting(each -> each.getString("folder"))
                .containsExactly("post");
        assertThat(PluginJar.open(plugins)).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchFolder() throws IOException {
        Path file = file("a { type = sqlite, filepath = \":memory:\" }");
        assertThat(Asked.doctor("check", file))
                .isEqualTo(
                        new Asked(
                                2,
                                "",
                                "the configuration has a problem:\n  - dbmanager.plugins.dir: there"
                                        + " is no folder "
                                        + plugins
                                        + ": make it, or name another one ("
                                        + file
                                        + ":2)\n"));
    }

    private Path file(String connections) throws IOException {
        return Files.writeString(
                temporary.resolve("app.conf"),
                """
                dbmanager {
                  plugins { dir = "%s" }
                  connections { %s }
                }
                """
                        .formatted(plugins.toString().replace("\\", "\\\\"), connections));
    }
}
