package io.dbm.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page shows, and what it does not. */
@Timeout(60)
class StatusTest {

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "/page.css",
                    "/page.js",
                    "/status.json",
                    "/configuration.json",
                    "/health",
                    "/health/live",
                    "/health/ready",
                    "/metrics");

    private final String database = Page.freshDatabase();

    @Test
    void itShowsEveryConnectionWithItsFiguresAndWhatHappened() throws InterruptedException {
        try (DatabaseManager manager =
                Page.load(h2("b", "max-open-conns = 7, tags { keep = no }") + ", " + h2("a", ""))) {
            Page page = Page.of(manager);
            Page.await(() -> page.json("/status.json").getList("transitions").size() == 2);
            Config status = page.json("/status.json");
            assertThat(status.getString("status")).isEqualTo("UP");
            List<? extends Config> connections = status.getConfigList("connections");
            assertThat(connections)
                    .extracting(each -> each.getString("name"))
                    .containsExactly("a", "b");
            Config b = connections.get(1);
            assertThat(b.getString("type")).isEqualTo("h2");
            assertThat(b.getString("tags.keep")).isEqualTo("no");
            assertThat(b.getInt("pool.max")).isEqualTo(7);
            assertThat(b.getInt("pool.open")).isEqualTo(1);
            assertThat(status.getConfigList("transitions"))
                    .extracting(each -> each.getString("now"))
                    .containsOnly("UP");
            assertThat(page.json("/configuration.json").getConfigList("plugins"))
                    .extracting(each -> each.getString("id"))
                    .contains("h2", "jdbc", "status");
        }
    }

    @Test
    void aNameMayBeAnyText() throws InterruptedException {
        String name = "</script><b onload=\"x\">&amp; \\ \u2028 \u00e9 \ud834\udd1e \t \n '";
        try (DatabaseManager manager =
                Page.load(h2(ConfigUtil.quoteString(name), "tags { \"<i>\" = \"<u>\" }"))) {
            Page page = Page.of(manager);
            for (String path : List.of("/status.json", "/configuration.json", "/health")) {
                HttpResponse<String> response = page.get(path);
                assertThat(response.body()).doesNotContain("<", ">", "&").isASCII();
            }
            assertThat(
                            page.json("/status.json")
                                    .getConfigList("connections")
                                    .get(0)
                                    .getString("name"))
                    .isEqualTo(name);
            assertThat(page.json("/health").getObject("connections").keySet())
                    .containsExactly(name);
        }
    }

    @Test
    void secretsAreMaskedAndOriginsAreTold() throws InterruptedException {
        String connection =
                "a { type = faulty, user = sa, password = \"P4SSW0RD\", token = T0K3N, database = "
                        + database
                        + ", properties { storePassword = ST0R3, level = 3 } }";
        try (DatabaseManager manager = Page.load(connection)) {
            Page page = Page.of(manager);
            for (String path : PATHS) {
                assertThat(page.get(path).body())
                        .as(path)
                        .doesNotContain("P4SSW0RD", "T0K3N", "ST0R3");
            }
            String shown =
                    page.json("/configuration.json")
                            .getList("configuration")
                            .render(ConfigRenderOptions.concise());
            assertThat(shown)
                    .contains(
                            "\"key\":\"password\",\"origin\":\"app.conf: 1\",\"value\":\"******\"",
                            "\"key\":\"token\",\"origin\":\"app.conf: 1\",\"value\":\"******\"",
                            "\"key\":\"properties.storePassword\",\"origin\":\"app.conf:"
                                    + " 1\",\"value\":\"******\"",
                            "\"key\":\"properties.level\",\"origin\":\"app.conf: 1\",\"value\":\"3\"",
                            "\"default\":true,\"key\":\"status.bind\",\"origin\":\"default\",\"value\":\"127.0.0.1\"");
        }
    }

    @Test
    void headTellsWhatGetWould() throws InterruptedException {
        try (DatabaseManager manager = Page.load(h2("a", ""))) {
            Page page = Page.of(manager);
            for (String path : List.of("/", "/page.css", "/health/live", "/nowhere")) {
                HttpResponse<String> got = page.get(path);
                HttpResponse<String> head = page.request("HEAD", path);
                assertThat(head.statusCode()).isEqualTo(got.statusCode());
                assertThat(head.body()).isEmpty();
                assertThat(head.headers().firstValueAsLong("Content-Length"))
                        .isEqualTo(got.headers().firstValueAsLong("Content-Length"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void nothingCanBeWritten(String method) throws InterruptedException {
        try (DatabaseManager manager = Page.load(h2("a", ""))) {
            Page page = Page.of(manager);
            for (String path : PATHS) {
                HttpResponse<String> response = page.request(method, path);
                assertThat(response.statusCode()).isEqualTo(405);
                assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
            }
        }
    }

    @Test
    void anythingElseIsNotFound() throws InterruptedException {
        try (DatabaseManager manager = Page.load(h2("a", ""))) {
            Page page = Page.of(manager);
            for (String path : List.of("/nowhere", "/health/", "/../pom.xml", "/page.html")) {
                assertThat(page.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(page.get("/nowhere").body())
                    .isEqualTo(
                            "nothing is here; there are /, /health, /health/live, /health/ready,"
                                    + " /metrics, /status.json and /configuration.json\n");
        }
    }

    @Test
    void metricsAreThoseOfTheApplicationsRegistry() throws InterruptedException {
        CollectorRegistry collectors = new CollectorRegistry();
        Gauge.build("shop_items", "Items.").register(collectors).set(3);
        try (DatabaseManager manager =
                Dbm.builder()
                        .config(Page.config(h2("a", "enable-metrics = true")))
                        .service(CollectorRegistry.class, collectors)
                        .load()) {
            HttpResponse<String> metrics = Page.of(manager).get("/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.headers().firstValue("Content-Type"))
                    .contains("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.body())
                    .contains(
                            "shop_items 3.0\n",
                            "dbmanager_connection_status{name=\"a\",type=\"h2\",} 1.0\n");
        }
    }

    @Test
    void metricsAreThoseOfTheDefaultRegistryIfThereIsNoOther() throws InterruptedException {
        try (DatabaseManager manager =
                Page.load(h2("\"default registry\"", "enable-metrics = true"))) {
            assertThat(Page.of(manager).get("/metrics").body())
                    .contains("dbmanager_connection_status{name=\"default registry\",");
        }
    }

    @Test
    void whatThePageLoadsComesFromItAlone() throws InterruptedException {
        try (DatabaseManager manager = Page.load(h2("a", ""))) {
            Page page = Page.of(manager);
            HttpResponse<String> html = page.get("/");
            assertThat(html.headers().firstValue("Content-Type"))
                    .contains("text/html; charset=utf-8");
            assertThat(html.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(
                            policy ->
                                    assertThat(policy)
                                            .startsWith("default-src 'none'; script-src 'self';")
                                            .doesNotContain("unsafe"));
            List<String> links =
                    Pattern.compile("(?:src|href)=\"([^\"]*)\"")
                            .matcher(html.body())
                            .results()
                            .map((MatchResult each) -> each.group(1))
                            .filter(each -> !each.equals("data:,"))
                            .toList();
            assertThat(links).contains("page.css", "page.js", "metrics");
            for (String link : links) {
                assertThat(page.get("/" + link).statusCode()).as(link).isEqualTo(200);
            }
            assertThat(page.get("/page.css").body()).doesNotContain("url(", "@import", "http");
        }
    }

    @Test
    void thePageTakesNoTextForHtml() throws InterruptedException {
        try (DatabaseManager manager = Page.load(h2("a", ""))) {
            assertThat(Page.of(manager).get("/page.js").body())
                    .contains("textContent")
                    .doesNotContainPattern(
                            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new"
                                    + " Function|srcdoc|\\.on\\w+ ?=");
        }
    }

    private String h2(String name, String settings) {
        return name + " { type = h2, database = " + database + ", " + settings + " }";
    }
}
