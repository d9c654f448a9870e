package io.dbm.provider.mssql;

import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The driver's properties that the user has written, in a {@code dsn} or in {@code properties}. */
final class SaidProperties {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Settings settings;
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Under which name each stands in {@code properties}, if it stands there. */
    private final Map<String, String> written = new LinkedHashMap<>();

    private SaidProperties(Settings settings) {
        this.settings = settings;
    }

    static SaidProperties of(Dsn dsn, Settings settings) {
        SaidProperties said = new SaidProperties(settings);
        said.values.putAll(dsn.properties());
        settings.get(StandardKeys.PROPERTIES).orElse(Map.of()).forEach(said::add);
        return said;
    }

    private void add(String name, String value) {
        Optional<String> known = DriverNames.of(name);
        if (known.isEmpty()) {
            settings.rejectUnknown(StandardKeys.PROPERTIES, name, DriverNames.all());
            return;
        }
        String key = DriverNames.KEYS.get(known.get());
        if (key != null) {
            settings.reject(
                    StandardKeys.PROPERTIES, name, "has a key of its own: write '" + key + "'");
        } else if (values.putIfAbsent(known.get(), value) != null) {
            String other = written.get(known.get());
            settings.reject(
                    StandardKeys.PROPERTIES,
                    name,
                    "is said twice: " + (other == null ? "'dsn'" : "'" + other + "'") + " says it");
        } else {
            written.put(known.get(), name);
        }
    }

    /** Returns all of them, by the driver's names. */
    Map<String, String> values() {
        return values;
    }

    boolean says(String name) {
        return values.containsKey(name);
    }

    /** Returns which of some it says first. */
    Optional<String> firstOf(Collection<String> names) {
        return values.keySet().stream().filter(Set.copyOf(names)::contains).findFirst();
    }

    /** Returns a whole number, or complains if what was said is none. */
    Optional<Integer> number(String name) {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(value).matches()) {
            reject(name, "must be a whole number");
            return Optional.empty();
        }
        return Optional.of(Integer.valueOf(value));
    }

    /** Returns where a property stands. */
    String source(String name) {
        return written.containsKey(name) ? "'properties'" : "'dsn'";
    }

    /** Complains about a property, where it stands. */
    void reject(String name, String message) {
        String writtenAs = written.get(name);
        if (writtenAs == null) {
            settings.reject(StandardKeys.DSN, "says '" + name + "', which " + message);
        } else {
            settings.reject(StandardKeys.PROPERTIES, writtenAs, message);
        }
    }
}
