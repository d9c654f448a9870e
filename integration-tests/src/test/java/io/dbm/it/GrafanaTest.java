package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The board and the rules of {@code examples/grafana} ask for what dbm exports. */
class GrafanaTest {

    private static final Pattern NAME = Pattern.compile("dbmanager_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("(dbmanager_\\w+)\\{([^}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");
    private static final Pattern GROUPED = Pattern.compile("ignoring ?\\((\\w+)\\)");
    private static final Pattern LEGEND =
            Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?(\\w+) ?\\}\\}");
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "alertname");

    private static List<Sample> exported;

    @BeforeAll
    static void scrape() {
        CollectorRegistry collectors = new CollectorRegistry();
        Config config =
                ConfigFactory.parseString(
                        "dbmanager.connections.a { type = sqlite, filepath = \":memory:\","
                                + " enable-metrics = true, metrics-timings = true }");
        try (DatabaseManager manager =
                Dbm.builder().config(config).service(CollectorRegistry.class, collectors).load()) {
            manager.connect();
            exported =
                    Collections.list(collectors.metricFamilySamples()).stream()
                            .flatMap((MetricFamilySamples family) -> family.samples.stream())
                            .toList();
        }
    }

    @Test
    void everyPanelAsksForSomething() throws IOException {
        for (Config panel : panels()) {
            List<? extends Config> targets =
                    panel.hasPath("targets") ? panel.getConfigList("targets") : List.of();
            assertThat(targets.isEmpty())
                    .as(panel.getString("title"))
                    .isEqualTo(panel.getString("type").equals("row"));
            assertThat(targets)
                    .allSatisfy(each -> assertThat(each.getString("expr")).contains("dbmanager_"));
        }
        assertThat(panels()).hasSizeGreaterThan(10);
    }

    @Test
    void noTwoPanelsAreInOnePlaceOrHaveOneNumber() throws IOException {
        assertThat(panels()).extracting(each -> each.getInt("id")).doesNotHaveDuplicates();
        Set<List<Integer>> taken = new TreeSet<>(Comparator.comparing(List::toString));
        for (Config panel : panels()) {
            Config place = panel.getConfig("gridPos");
            for (int x = place.getInt("x"); x < place.getInt("x") + place.getInt("w"); x++) {
                for (int y = place.getInt("y"); y < place.getInt("y") + place.getInt("h"); y++) {
                    assertThat(taken.add(List.of(x, y))).as(panel.getString("title")).isTrue();
                    assertThat(x).isLessThan(24);
                }
            }
        }
    }

    @Test
    void everyNameIsOneThatIsExported() throws IOException {
        Set<String> known = exported.stream().map(each -> each.name).collect(Collectors.toSet());
        for (String text : texts()) {
            assertThat(all(NAME, text))
                    .isNotEmpty()
                    .extracting(MatchResult::group)
                    .isSubsetOf(known);
        }
    }

    @Test
    void everyLabelIsOneOfItsFamily() throws IOException {
        int seen = 0;
        for (String text : texts()) {
            for (MatchResult selector : all(SELECTOR, text)) {
                for (MatchResult matcher : all(MATCHER, selector.group(2))) {
                    seen += isExported(selector.group(1), matcher) ? 1 : 0;
                }
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    private static boolean isExported(String name, MatchResult matcher) {
        String label = matcher.group(1);
        if (OF_PROMETHEUS.contains(label)) {
            return false;
        }
        boolean anyValue = matcher.group(2).equals("=~") && matcher.group(3).startsWith("$");
        assertThat(exported)
                .as("%s{%s}", name, matcher.group())
                .anySatisfy(
                        sample -> {
                            assertThat(sample.name).isEqualTo(name);
                            assertThat(sample.labelNames).contains(label);
                            if (!anyValue) {
                                assertThat(sample.labelValues.get(sample.labelNames.indexOf(label)))
                                        .matches(matcher.group(3));
                            }
                        });
        return true;
    }

    @Test
    void everyLabelOfALegendOrAMessageIsThere() throws IOException {
        Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
        exported.forEach(sample -> labels.addAll(sample.labelNames));
        for (String text : texts()) {
            assertThat(all(LEGEND, text))
                    .isNotEmpty()
                    .extracting(each -> each.group(1))
                    .isSubsetOf(labels);
            assertThat(all(GROUPED, text)).extracting(each -> each.group(1)).isSubsetOf(labels);
        }
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /**
     * Returns what may name a metric: the board's own text is JSON, in which quotes are escaped.
     */
    private static List<String> texts() throws IOException {
        String board = Files.readString(Page.file("examples/grafana/dbm.json"));
        String rules = Files.readString(Page.file("examples/grafana/alerts.yml"));
        return List.of(board.replace("\\\"", "\""), rules);
    }

    private static List<Config> panels() throws IOException {
        String board = Files.readString(Page.file("examples/grafana/dbm.json"));
        return new ArrayList<>(ConfigFactory.parseString(board).getConfigList("panels"));
    }
}
