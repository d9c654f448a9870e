package io.dbm.core.internal.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source of the application's that is to be managed as a connection.
 *
 * @param name of the connection
 * @param dataSource which the application closes
 * @param block what would stand in the connection's block of the file, {@code type} included
 */
public record ManagedPool(String name, DataSource dataSource, ConfigObject block) {

    private static final String ORIGIN = "Dbm.builder().manage";

    /**
     * Takes what the application says in code.
     *
     * @throws IllegalArgumentException if the settings hold what no file could
     */
    public static ManagedPool of(
            String name, String type, DataSource dataSource, Map<String, ?> settings) {
        Objects.requireNonNull(dataSource, "dataSource");
        String typeKey = CommonKeys.TYPE.name();
        if (settings.containsKey(typeKey)) {
            throw new IllegalArgumentException(
                    "connection '" + name + "': leave '" + typeKey + "' out of its settings");
        }
        Map<String, Object> block = new LinkedHashMap<>(settings);
        block.replaceAll((key, value) -> text(value));
        block.put(typeKey, Objects.requireNonNull(type, "type"));
        try {
            return new ManagedPool(name, dataSource, ConfigValueFactory.fromMap(block, ORIGIN));
        } catch (ConfigException e) {
            throw new IllegalArgumentException(
                    "connection '"
                            + name
                            + "': its settings may be texts, numbers, booleans, durations, and"
                            + " lists and maps of them",
                    e);
        }
    }

    /** A duration is written with its unit. */
    @SuppressWarnings("NullAway") // a value may be null, and then reads as absent
    private static Object text(@Nullable Object value) {
        if (value instanceof Duration duration) {
            boolean wholeMillis = Duration.ofMillis(duration.toMillis()).equals(duration);
            return wholeMillis ? duration.toMillis() + "ms" : duration.toNanos() + "ns";
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> block = new LinkedHashMap<>(map);
            block.replaceAll((key, inner) -> text(inner));
            return block;
        }
        return value;
    }
}
