package io.dbm.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.core.internal.plugin.PluginRegistry;
import io.dbm.it.reference.KeyMatrix;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.SettingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of the README's reference come from the keys that the code declares. To write them
 * anew after a change: {@code ./mvnw verify -Dreadme.write=true}.
 */
class ConfigurationReferenceTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Set<String> SHIPPED = Set.copyOf(KeyMatrix.types());

    private final PluginRegistry plugins =
            PluginRegistry.find(List.of(ConfigurationReferenceTest.class.getClassLoader()));

    @Test
    void theReferenceIsWhatTheCodeDeclares() throws IOException {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("inherited", keys(CommonKeys.INHERITED));
        tables.put("global", keys(CommonKeys.GLOBAL) + plugins());
        tables.put("extensions", extensions());
        tables.put("connection", keys(CommonKeys.CONNECTION) + credentials());
        tables.put("types", types());
        tables.put("access", access());
        tables.put("keys-by-types", KeyMatrix.table());
        String readme = Files.readString(README);
        String expected = readme;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            expected = replace(expected, table.getKey(), table.getValue());
        }
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, expected);
        } else {
            assertThat(readme).isEqualTo(expected);
        }
    }

    private static String replace(String readme, String name, String table) {
        String begin = "<!-- reference: " + name + " -->\n";
        String end = "<!-- /reference -->";
        int from = readme.indexOf(begin) + begin.length();
        assertThat(from).as(begin).isGreaterThanOrEqualTo(begin.length());
        return readme.substring(0, from) + table + readme.substring(readme.indexOf(end, from));
    }

    private static String keys(List<SettingKey<?>> keys) {
        return "| key | default | |\n| --- | --- | --- |\n"
                + keys.stream()
                        .map(key -> row(code(key.name()), defaultOf(key), meaning(key)))
                        .collect(Collectors.joining());
    }

    private static String credentials() {
        SettingKey<String> provider = CommonKeys.CREDENTIALS_PROVIDER;
        return row(code(DeclaredKeys.CREDENTIALS_PROVIDER), defaultOf(provider), meaning(provider));
    }

    private static String plugins() {
        SettingKey<String> dir = CommonKeys.PLUGINS_DIR;
        return row(
                code(CommonKeys.PLUGINS + "." + dir.name()),
                defaultOf(dir),
                meaning(dir) + " [More](docs/plugin-folder.md).");
    }

    private String types() {
        List<DatabaseProvider> providers =
                plugins.providers().stream()
                        .filter(provider -> SHIPPED.contains(provider.type()))
                        .sorted(Comparator.comparing(DatabaseProvider::type))
                        .toList();
        StringBuilder table = new StringBuilder("| type | key | default | |\n");
        table.append("| --- | --- | --- | --- |\n");
        for (DatabaseProvider provider : providers) {
            for (SettingKey<?> key : provider.settings()) {
                table.append(
                        row(code(provider.type()), code(key.name()), defaultOf(key), meaning(key)));
            }
        }
        return table.toString();
    }

    private String access() {
        StringBuilder table = new StringBuilder("| layer | key | default | |\n");
        table.append("| --- | --- | --- | --- |\n");
        plugins.adapters().stream()
                .sorted(Comparator.comparing((AccessAdapter<?> adapter) -> adapter.id()))
                .forEach(
                        adapter ->
                                adapter.settings()
                                        .forEach(
                                                key ->
                                                        table.append(
                                                                row(
                                                                        code(adapter.id()),
                                                                        code(key.name()),
                                                                        defaultOf(key),
                                                                        meaning(key)))));
        return table.toString();
    }

    private String extensions() {
        StringBuilder table = new StringBuilder("| block | key | default | |\n");
        table.append("| --- | --- | --- | --- |\n");
        for (ManagerExtension extension : plugins.extensions()) {
            List<SettingKey<?>> keys = new ArrayList<>(List.of(ExtensionsReader.ENABLED));
            keys.addAll(extension.settings());
            for (SettingKey<?> key : keys) {
                table.append(
                        row(code(extension.id()), code(key.name()), defaultOf(key), meaning(key)));
            }
        }
        return table.toString();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String defaultOf(SettingKey<?> key) {
        return key.defaultValue().map(ConfigurationReferenceTest::code).orElse("none");
    }

    private static String meaning(SettingKey<?> key) {
        Optional<String> choices =
                key.choices().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                " One of "
                                        + key.choices().stream()
                                                .map(ConfigurationReferenceTest::code)
                                                .collect(Collectors.joining(", "))
                                        + ".");
        String text = key.description().replace("|", "\\|").replace("<", "&lt;");
        return text + choices.orElse("");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    @Test
    void noKeyIsDeclaredTwice() {
        Set<String> common = new TreeSet<>();
        CommonKeys.GLOBAL.forEach(key -> common.add(key.name()));
        CommonKeys.CONNECTION.forEach(key -> assertThat(common.add(key.name())).isTrue());
        CommonKeys.INHERITED.forEach(key -> assertThat(common.add(key.name())).isTrue());
        for (DatabaseProvider provider : plugins.providers()) {
            assertThat(provider.settings().stream().map(SettingKey::name))
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(common);
        }
    }
}
