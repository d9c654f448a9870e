package io.dbm.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.Page;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables for those who come from elsewhere say all there is to say, and rightly. */
class MigratingTest {

    private static final String PAGE = "docs/migrating.md";
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(\\w+)` \\| (?:`([\\w-]+)`|(none|the same|leave out)) \\|");

    @Test
    void everySettingOfHikariConfigIsInItsTable() throws IOException {
        Set<String> settings =
                Arrays.stream(HikariConfig.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("set"))
                        .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(table("HikariConfig").keySet()).containsExactlyInAnyOrderElementsOf(settings);
    }

    @Test
    void everyKeyThatTakesASettingOfHikariConfigIsOneOfDbm() throws IOException {
        Set<String> keys = new TreeSet<>(table("HikariConfig").values());
        keys.remove("none");
        String reference = Page.of("README.md").text();
        assertThat(keys).allSatisfy(key -> assertThat(reference).contains("| `" + key + "` |"));
    }

    @Test
    void theOlderConfigurationBecomesTheNewOneByItsTable() throws IOException {
        Map<String, Object> older = Yaml.parse(Page.of(PAGE).blocks("yaml").get(0));
        Set<String> used = new TreeSet<>();
        Map<String, Object> translated = translate(block(older, "dbmanager"), used);
        assertThat(used).isEqualTo(table("older key").keySet());

        Map<String, Object> all = Map.of("dbmanager", translated);
        assertThat(texts(all)).isEqualTo(texts(shown()));
        try (DatabaseManager manager = Dbm.load(ConfigFactory.parseMap(all))) {
            assertThat(manager.connections()).hasSize(4);
            assertThat(manager.defaultConnection().name()).isEqualTo("primary");
            assertThat(manager.connection("primary").tags()).containsEntry("team", "checkout");
            assertThat(manager.connection("analytics").stats().pool().max()).isEqualTo(10);
        }
    }

    @Test
    void olderKeysMayStayAsTheyAreSpelt() throws IOException {
        Map<String, Object> older = Yaml.parse(Page.of(PAGE).blocks("yaml").get(0));
        Map<String, String> table = table("older key");
        withoutKeys(older, key -> table.containsKey(key) && !table.get(key).equals("the same"));
        try (DatabaseManager manager = Dbm.load(ConfigFactory.parseMap(older))) {
            assertThat(manager.connection("analytics").stats().pool().max()).isEqualTo(10);
        }
    }

    private static void withoutKeys(
            Map<String, Object> map, java.util.function.Predicate<String> dropped) {
        map.keySet().removeIf(dropped);
        for (Object value : map.values()) {
            if (value instanceof Map<?, ?>) {
                withoutKeys(cast(value), dropped);
            }
        }
    }

    private static Map<String, Object> translate(Map<String, Object> older, Set<String> used)
            throws IOException {
        Map<String, String> keys = table("older key");
        Map<String, String> layers = table("default_orm");
        Map<String, Object> translated = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : older.entrySet()) {
            String key = each.getKey();
            assertThat(keys).containsKey(key);
            used.add(key);
            switch (keys.get(key)) {
                case "leave out" -> {}
                case "the same" -> translated.put(key.replace('_', '-'), each.getValue());
                default -> translated.put(keys.get(key), layers.get(each.getValue()));
            }
            if (key.equals("connections")) {
                Map<String, Object> connections = new LinkedHashMap<>();
                for (String name : block(older, key).keySet()) {
                    connections.put(name, translate(block(block(older, key), name), used));
                }
                translated.put(key, connections);
            }
        }
        return translated;
    }

    /** Returns the first two columns of the table whose first column has that heading. */
    private static Map<String, String> table(String heading) throws IOException {
        String text = Page.of(PAGE).text();
        Matcher head =
                Pattern.compile("(?m)^\\| `?" + heading + "`? \\|.*\\n\\| ---.*\\n").matcher(text);
        assertThat(head.find()).as(heading).isTrue();
        String rows = text.substring(head.end(), text.indexOf("\n\n", head.end()));
        Map<String, String> table = new TreeMap<>();
        ROW.matcher(rows)
                .results()
                .forEach(
                        row ->
                                table.put(
                                        row.group(1),
                                        row.group(2) == null ? row.group(3) : row.group(2)));
        assertThat(table).hasSize((int) rows.lines().count());
        return table;
    }

    private static Map<String, Object> shown() throws IOException {
        return Page.of(PAGE).blocks("hocon").stream()
                .filter(block -> block.contains("default-connection"))
                .map(block -> ConfigFactory.parseString(block).root().unwrapped())
                .findFirst()
                .orElseThrow();
    }

    /** Numbers and flags as they are written. */
    private static Object texts(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> texts = new TreeMap<>();
            map.forEach((key, each) -> texts.put(key.toString(), texts(each)));
            return texts;
        }
        return value.toString();
    }

    private static Map<String, Object> block(Map<String, Object> map, String key) {
        return cast(map.get(key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object block) {
        return (Map<String, Object>) block;
    }
}
