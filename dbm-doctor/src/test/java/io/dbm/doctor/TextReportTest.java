package io.dbm.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.PluginInfo;
import io.dbm.PluginInfo.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextReportTest {

    private static final PluginInfo PLUGIN =
            new PluginInfo(
                    Kind.ACCESS,
                    "paper",
                    "com.example.Paper",
                    Optional.of("2.1"),
                    Optional.of("/srv/plugins/paper-2.1.jar"),
                    Optional.empty());

    private final Report report =
            new Report(
                    "1.0", "app.conf", List.of(PLUGIN), List.of("Pen could not load"), List.of());

    @Test
    void listsPluginsAndThoseThatCouldNotBeLoaded() {
        assertThat(lines(80))
                .startsWith(
                        "Plugins",
                        "  access layer  paper  2.1  paper-2.1.jar",
                        "  FAILED  Pen could not load",
                        "",
                        "Connections");
    }

    @Test
    void wrapsThePluginsWhereTheyAreTooWide() {
        assertThat(lines(30))
                .startsWith(
                        "Plugins",
                        "  - access layer paper, 2.1,",
                        "    paper-2.1.jar",
                        "  FAILED  Pen could not load");
    }

    private List<String> lines(int width) {
        return new TextReport(report, new Terminal(false, width)).lines();
    }
}
