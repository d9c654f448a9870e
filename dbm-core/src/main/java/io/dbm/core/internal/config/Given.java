package io.dbm.core.internal.config;

import io.dbm.spi.CredentialsSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Returns this without what is there for some connections. */
    public Given without(Set<String> connections) {
        return new Given(
                credentials.entrySet().stream()
                        .filter(each -> !connections.contains(each.getKey()))
                        .collect(
                                java.util.stream.Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, Map.Entry::getValue)),
                managed.stream().filter(each -> !connections.contains(each.name())).toList());
    }
}
