package io.dbm.core.internal.plugin;

import java.util.Map;
import java.util.Optional;

/**
 * Which artifact brings what, so that an error can say what to add. Core depends on none of them.
 */
public final class Artifacts {

    private static final Map<String, String> BY_ID =
            Map.of(
                    "sqlite", "io.dbm:dbm-provider-sqlite",
                    "postgres", "io.dbm:dbm-provider-postgres",
                    "jdbi", "io.dbm:dbm-access-jdbi",
                    "mybatis", "io.dbm:dbm-access-mybatis");

    private static final Map<String, String> BY_ACCESS_TYPE =
            Map.of(
                    "org.jdbi.v3.core.Jdbi", "io.dbm:dbm-access-jdbi",
                    "org.apache.ibatis.session.SqlSessionFactory", "io.dbm:dbm-access-mybatis");

    private Artifacts() {}

    /** Returns the artifact of a provider's type or an access adapter's id. */
    public static Optional<String> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** Returns the artifact that brings an access layer. */
    public static Optional<String> ofAccess(Class<?> type) {
        return Optional.ofNullable(BY_ACCESS_TYPE.get(type.getName()));
    }
}
