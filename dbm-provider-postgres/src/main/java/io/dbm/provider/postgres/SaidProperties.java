package io.dbm.provider.postgres;

import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** Adds what stands in {@code properties} to a {@code dsn}, whose parameters they might be. */
final class SaidProperties {

    private static final List<String> NAMES =
            Stream.of(PGProperty.values()).map(PGProperty::getName).toList();

    private SaidProperties() {}

    /**
     * Returns a dsn that says both, and complains about what cannot stand beside something else.
     */
    static Dsn addTo(Dsn dsn, Settings settings) {
        Map<String, String> added = new HashMap<>();
        settings.get(StandardKeys.PROPERTIES)
                .orElse(Map.of())
                .forEach(
                        (name, value) -> {
                            if (isFine(name, value, dsn, settings)) {
                                added.put(name, value);
                            }
                        });
        Dsn both = dsn.with(added);
        Set<Object> before = new HashSet<>(dsn.replacedKeys());
        both.replacedKeys().stream()
                .filter(key -> !before.contains(key))
                .forEach(key -> settings.ignoredBecause(key, "'properties' says the " + key));
        return both;
    }

    private static boolean isFine(String name, String value, Dsn dsn, Settings settings) {
        PGProperty property = PGProperty.forName(name);
        if (property == null) {
            settings.rejectUnknown(StandardKeys.PROPERTIES, name, NAMES);
            return false;
        }
        String key = DriverParameters.KEYS.get(property);
        if (key != null) {
            reject(name, "has a key of its own: write '" + key + "'", settings);
            return false;
        }
        if (dsn.says(property)) {
            reject(name, "is said twice: 'dsn' says it", settings);
            return false;
        }
        DriverParameters.fault(property, value).ifPresent(fault -> reject(name, fault, settings));
        return true;
    }

    private static void reject(String name, String message, Settings settings) {
        settings.reject(StandardKeys.PROPERTIES, name, message);
    }
}
