package io.dbm.core.internal.settings;

import com.typesafe.config.ConfigValueFactory;
import io.dbm.core.internal.settings.SettingValues.WrongValueException;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Settings that several sections give, the first of which is the user's own; a key's default comes
 * last. So a default never shares an object with what the user wrote.
 */
public final class LayeredSettings implements Settings {

    private static final Pattern CLAUSE_END = Pattern.compile(";|\\.(\\s|$)");

    private final Section own;
    private final List<Section> sections;
    private final Set<String> declared;
    private final Set<String> withoutEffect = new HashSet<>();

    /** Reads them of sections; only these keys may be asked for. */
    public LayeredSettings(Collection<SettingKey<?>> declared, Section own, Section... fallbacks) {
        this.own = own;
        List<Section> all = new ArrayList<>();
        all.add(own);
        Collections.addAll(all, fallbacks);
        this.sections = List.copyOf(all);
        this.declared = names(declared);
    }

    /** Returns the names of keys, in alphabetical order. */
    public static Set<String> names(Collection<SettingKey<?>> keys) {
        Set<String> names = new TreeSet<>();
        for (SettingKey<?> key : keys) {
            names.add(key.name());
        }
        return names;
    }

    public boolean declares(SettingKey<?> key) {
        return declared.contains(key.name());
    }

    /** Returns a setting that may concern others: nothing where it is not declared here. */
    public <T> Optional<T> ifDeclared(SettingKey<T> key) {
        return declares(key) ? get(key) : Optional.empty();
    }

    @Override
    public <T> Optional<T> get(SettingKey<T> key) {
        if (!declares(key)) {
            throw new IllegalArgumentException("the key '" + key.name() + "' was not declared");
        }
        for (Section section : sections) {
            Optional<Section.Entry> entry = section.find(key.name());
            if (entry.isPresent()) {
                try {
                    return Optional.of(SettingValues.read(key, entry.get().value()));
                } catch (WrongValueException e) {
                    section.problem(key.name(), String.valueOf(e.getMessage()));
                    return Optional.empty();
                }
            }
        }
        Optional<String> text = key.defaultValue();
        return text.isPresent() ? Optional.of(readDefault(key, text.get())) : Optional.empty();
    }

    /** Reads settings that nobody may ask for, so that no wrong value passes unread. */
    public void readAll(Collection<SettingKey<?>> keys) {
        for (SettingKey<?> key : keys) {
            get(key);
        }
    }

    /** Returns what is written of a key, or stands in for that. */
    private Optional<Section.Entry> find(String key) {
        for (Section section : sections) {
            Optional<Section.Entry> entry = section.find(key);
            if (entry.isPresent()) {
                return entry;
            }
        }
        return Optional.empty();
    }

    private static <T> T readDefault(SettingKey<T> key, String text) {
        try {
            return SettingValues.read(key, ConfigValueFactory.fromAnyRef(text));
        } catch (WrongValueException e) {
            throw new IllegalArgumentException(
                    "the default of '" + key.name() + "' " + e.getMessage(), e);
        }
    }

    /** Returns what is written of a key, or stands in for that. */
    public Optional<Section.Entry> find(SettingKey<?> key) {
        return find(key.name());
    }

    /** Returns what is written of the declared keys, or stands in for that, by key. */
    public Map<String, Object> written() {
        Map<String, Object> written = new TreeMap<>();
        for (String key : declared) {
            Optional<Section.Entry> entry = find(key);
            if (entry.isPresent()) {
                written.put(key, entry.get().value().unwrapped());
            }
        }
        return written;
    }

    /** Returns the values of those keys that are secrets. */
    public List<Secret> secrets(Collection<SettingKey<?>> keys) {
        List<Secret> secrets = new ArrayList<>();
        for (SettingKey<?> key : keys) {
            if (key.kind() == SettingKey.Kind.SECRET
                    && get(key).orElse(null) instanceof Secret it) {
                secrets.add(it);
            }
        }
        return List.copyOf(secrets);
    }

    /** Returns the value of a key that has a default, which also stands in for a wrong value. */
    public <T> T valueOf(SettingKey<T> key) {
        Optional<T> value = get(key);
        return value.isPresent() ? value.get() : readDefault(key, key.defaultValue().orElseThrow());
    }

    @Override
    public <T> Optional<T> require(SettingKey<T> key) {
        if (find(key).isEmpty() && key.defaultValue().isEmpty()) {
            own.problem(key.name(), "is missing: write " + brief(key.description()));
        }
        return get(key);
    }

    /** A description is written for a reference: its first clause says what to write. */
    private static String brief(String description) {
        String clause = CLAUSE_END.split(description, 2)[0].replace('`', '\'');
        return clause.length() > 1 && Character.isLowerCase(clause.charAt(1))
                ? Character.toLowerCase(clause.charAt(0)) + clause.substring(1)
                : clause;
    }

    @Override
    public boolean isWritten(SettingKey<?> key) {
        return own.has(key.name());
    }

    @Override
    public void reject(SettingKey<?> key, String message) {
        Section source = source(key);
        if (source == own) {
            source.problem(key.name(), message);
        } else {
            source.problemFor(own.path(), key.name(), message);
        }
    }

    private Section source(SettingKey<?> key) {
        return sections.stream().filter(section -> section.has(key.name())).findFirst().orElse(own);
    }

    @Override
    public void reject(SettingKey<Map<String, String>> key, String name, String message) {
        source(key).problem(key.name(), name, message);
    }

    @Override
    public void rejectUnknown(
            SettingKey<Map<String, String>> key, String name, Collection<String> known) {
        reject(key, name, "unknown name" + Suggestions.didYouMean(name, known));
    }

    @Override
    public void ignoredBecause(SettingKey<?> key, String reason) {
        withoutEffect.add(key.name());
        if (isWritten(key)) {
            own.problem(key.name(), "would be ignored: " + reason + "; remove one of the two");
        }
    }

    /** Whether the key, written or not, has an effect here: another one may say what it says. */
    public boolean hasEffect(SettingKey<?> key) {
        return !withoutEffect.contains(key.name());
    }
}
