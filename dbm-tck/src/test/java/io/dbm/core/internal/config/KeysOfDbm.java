package io.dbm.core.internal.config;

import io.dbm.spi.SettingKey;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The keys that core declares for every connection, which only its own package sees. */
public final class KeysOfDbm {

    private KeysOfDbm() {}

    /** Returns their names. */
    public static Set<String> all() {
        return Stream.of(CommonKeys.CONNECTION, CommonKeys.INHERITED)
                .flatMap(keys -> keys.stream().map(SettingKey::name))
                .collect(Collectors.toSet());
    }
}
