package io.dbm.core.internal.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One object of the file, its keys in kebab case however they were written.
 *
 * <p>A key that is written twice, in kebab case and in snake case, is a mistake. {@code null} reads
 * as absent.
 */
public final class Section {

    /** The origin of a value that nobody wrote. */
    public static final String DEFAULT = "a default";

    private final String path;
    private final String origin;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A value, and its key in kebab case and as it was written. */
    public record Entry(String key, String written, ConfigValue value) {}

    /** Where a key is written, or would be. */
    public record Place(String path, String origin) {}

    private Section(String path, String origin, Problems problems) {
        this.path = path;
        this.origin = origin;
        this.problems = problems;
    }

    public static Section of(String path, ConfigObject object, Problems problems) {
        Section section = new Section(path, Origins.describe(object.origin()), problems);
        for (Map.Entry<String, ConfigValue> each : new TreeMap<>(object).entrySet()) {
            if (each.getValue().valueType() != ConfigValueType.NULL) {
                section.add(each.getKey(), each.getValue());
            }
        }
        return section;
    }

    public static Section empty(String path, Problems problems) {
        return new Section(path, "", problems);
    }

    /** Returns defaults that nobody wrote, as they would stand in this section. */
    public Section defaults(String name, Map<String, String> values) {
        Section section = new Section(name, origin, problems);
        for (Map.Entry<String, String> each : values.entrySet()) {
            section.add(each.getKey(), ConfigValueFactory.fromAnyRef(each.getValue(), DEFAULT));
        }
        return section;
    }

    private void add(String written, ConfigValue value) {
        Entry entry = new Entry(written.replace('_', '-'), written, value);
        Entry other = entries.putIfAbsent(entry.key(), entry);
        if (other == null || isOverride(other)) {
            return;
        }
        if (isOverride(entry)) {
            entries.put(entry.key(), entry);
            return;
        }
        problem(
                written,
                value,
                "the same key as '"
                        + other.written()
                        + "', which is written in "
                        + Origins.describe(other.value().origin())
                        + "; keep one of them");
    }

    /** Whether a value was set from outside of the file, which may spell the key as it likes. */
    private boolean isOverride(Entry entry) {
        String from = entry.value().origin().description();
        return from.equals(ConfigLoader.SYSTEM_PROPERTY + path + "." + entry.written())
                || from.equals(ConfigLoader.ENVIRONMENT_FOR + path + "." + entry.written());
    }

    public String path() {
        return path;
    }

    public Collection<Entry> entries() {
        return entries.values();
    }

    public Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Returns the path of one of its keys, quoted where it must be. */
    public String pathOf(String key) {
        return path + "." + ConfigUtil.joinPath(key);
    }

    /** Returns the object under a key, or an empty one where there is none or it is none. */
    public Section nested(String key) {
        Optional<Entry> entry = find(key);
        if (entry.isEmpty()) {
            return empty(pathOf(key), problems);
        }
        String nestedPath = pathOf(entry.get().written());
        if (entry.get().value() instanceof ConfigObject object) {
            return of(nestedPath, object, problems);
        }
        problem(
                entry.get().written(),
                entry.get().value(),
                "must be a block, '" + entry.get().written() + " { … }'");
        return empty(nestedPath, problems);
    }

    /** Returns the object under a key with its own keys as written: they are names. */
    public Map<String, ConfigValue> names(String key) {
        Optional<Entry> entry = find(key);
        if (entry.isEmpty()) {
            return Map.of();
        }
        if (entry.get().value() instanceof ConfigObject object) {
            Map<String, ConfigValue> names = new TreeMap<>();
            for (Map.Entry<String, ConfigValue> each : object.entrySet()) {
                if (each.getValue().valueType() != ConfigValueType.NULL) {
                    names.put(each.getKey(), each.getValue());
                }
            }
            return names;
        }
        problem(
                entry.get().written(),
                entry.get().value(),
                "must be a block of names, not "
                        + entry.get().value().valueType().name().toLowerCase(Locale.ROOT));
        return Map.of();
    }

    /** Returns where a key is written, or would be. */
    public Place place(String key) {
        return find(key)
                .map(
                        entry ->
                                new Place(
                                        pathOf(entry.written()),
                                        Origins.describe(entry.value().origin())))
                .orElseGet(() -> new Place(pathOf(key), origin));
    }

    /** Returns this section with only some of its keys. */
    public Section only(Collection<String> keys) {
        Section part = new Section(path, origin, problems);
        part.entries.putAll(entries);
        part.entries.keySet().retainAll(keys);
        return part;
    }

    /** Records a mistake at a key, which then reads as if it were not written. */
    public void refuse(String key, String message) {
        problem(key, message);
        entries.remove(key);
    }

    /** Records a mistake at a key that is written, or would stand, here. */
    public void problem(String key, String message) {
        find(key)
                .ifPresentOrElse(
                        entry -> problem(entry.written(), entry.value(), message),
                        () -> problems.add(pathOf(key), origin, message));
    }

    /** Records a mistake at a key, for another section that takes its value. */
    void problemFor(String user, String key, String message) {
        Place place = place(key);
        problems.addFor(user, place.path(), place.origin(), message);
    }

    /** Records a mistake at a name in the block under a key. */
    public void problem(String key, String name, String message) {
        Optional<Entry> block = find(key);
        ConfigValue value =
                block.map(Entry::value).orElse(null) instanceof ConfigObject object
                        ? object.get(name)
                        : null;
        problems.add(
                pathOf(block.map(Entry::written).orElse(key)) + "." + ConfigUtil.joinPath(name),
                value == null ? origin : Origins.describe(value.origin()),
                message);
    }

    private void problem(String written, ConfigValue value, String message) {
        problems.add(pathOf(written), Origins.describe(value.origin()), message);
    }
}
