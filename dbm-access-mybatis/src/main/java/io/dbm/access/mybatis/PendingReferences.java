package io.dbm.access.mybatis;

import io.dbm.spi.SettingKey;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.ibatis.builder.IncompleteElementException;
import org.apache.ibatis.session.Configuration;

/**
 * What MyBatis has put off because it refers to something that was not read yet, by the setting
 * that brought it.
 *
 * <p>Left alone, MyBatis would complain on the first statement that any mapper runs.
 */
final class PendingReferences {

    private final Configuration configuration;
    private final Map<Object, Source> sources = new HashMap<>();

    PendingReferences(Configuration configuration) {
        this.configuration = configuration;
    }

    /** One thing that a setting names, such as one mapper. */
    record Source(SettingKey<?> key, String name) {}

    /** Notes that what was put off since the last call came from this source. */
    void attributeTo(Source source) {
        pending().keySet().forEach(element -> sources.putIfAbsent(element, source));
    }

    /** Resolves everything, and returns why a source could not be, by source. */
    Map<Source, String> resolve() {
        try {
            configuration.getMappedStatementNames();
            return Map.of();
        } catch (IncompleteElementException onlyTheFirst) {
            return failures();
        }
    }

    private Map<Source, String> failures() {
        Map<Source, String> failures = new LinkedHashMap<>();
        pending()
                .forEach(
                        (element, resolution) -> {
                            try {
                                resolution.run();
                            } catch (RuntimeException e) {
                                Source source = Objects.requireNonNull(sources.get(element));
                                failures.putIfAbsent(source, RejectedException.reason(e));
                            }
                        });
        return failures;
    }

    /** Returns what is put off, with the call that resolves it, in MyBatis' own order. */
    @SuppressWarnings("deprecation") // only these getters tell what is pending
    private Map<Object, Runnable> pending() {
        Map<Object, Runnable> pending = new LinkedHashMap<>();
        configuration.getIncompleteResultMaps().forEach(map -> pending.put(map, map::resolve));
        configuration
                .getIncompleteCacheRefs()
                .forEach(ref -> pending.put(ref, ref::resolveCacheRef));
        configuration
                .getIncompleteStatements()
                .forEach(statement -> pending.put(statement, statement::parseStatementNode));
        configuration
                .getIncompleteMethods()
                .forEach(method -> pending.put(method, method::resolve));
        return pending;
    }
}
