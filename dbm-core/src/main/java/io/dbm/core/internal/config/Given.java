package io.dbm.core.internal.config;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.core.internal.settings.Suggestions;
import io.dbm.spi.CredentialsSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an application has handed to the builder, beside the configuration.
 *
 * @param credentials sources of credentials, by connection
 * @param managed data sources to be managed
 */
public record Given(Map<String, CredentialsSource> credentials, List<ManagedPool> managed) {

    /** Returns nothing. */
    public static Given nothing() {
        return new Given(Map.of(), List.of());
    }

    /**
     * Checks that what is given for a connection is for one that there is.
     *
     * @throws ConfigurationException if it is not
     */
    public void requireAll(Collection<String> connections) {
        Set<String> unknown = new TreeSet<>(credentials.keySet());
        unknown.removeAll(connections);
        if (!unknown.isEmpty()) {
            throw new ConfigurationException(
                    unknown.stream().map(name -> mistake(name, connections)).toList());
        }
    }

    private static Problem mistake(String name, Collection<String> connections) {
        return new Problem(
                "dbmanager.connections",
                "Dbm.builder()",
                "there is no connection '"
                        + name
                        + "' to bring credentials for"
                        + Suggestions.didYouMean(name, connections));
    }

    /** Returns this without what is there for some connections. */
    public Given without(Set<String> connections) {
        if (connections.isEmpty()) {
            return this;
        }
        return new Given(
                credentials.entrySet().stream()
                        .filter(each -> !connections.contains(each.getKey()))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue)),
                managed.stream().filter(each -> !connections.contains(each.name())).toList());
    }
}
