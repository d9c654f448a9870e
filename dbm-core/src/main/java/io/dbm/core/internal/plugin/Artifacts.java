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
                    "mssql", "io.dbm:dbm-provider-mssql",
                    "jdbi", "io.dbm:dbm-access-jdbi",
                    "mybatis", "io.dbm:dbm-access-mybatis",
                    "mongodb", "io.dbm:dbm-provider-mongo",
                    "mongo-client", "io.dbm:dbm-provider-mongo",
                    "mongo-database", "io.dbm:dbm-provider-mongo");

    private static final Map<String, String> BY_ACCESS_TYPE =
            Map.of(
                    "org.jdbi.v3.core.Jdbi", "io.dbm:dbm-access-jdbi",
                    "org.apache.ibatis.session.SqlSessionFactory", "io.dbm:dbm-access-mybatis",
                    "com.mongodb.client.MongoClient", "io.dbm:dbm-provider-mongo",
                    "com.mongodb.client.MongoDatabase", "io.dbm:dbm-provider-mongo");

    private static final Map<String, String> BY_EXTENSION = Map.of("status", "io.dbm:dbm-status");

    private Artifacts() {}

    /** Returns the artifact of a provider's type or an access adapter's id. */
    public static Optional<String> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** Returns the artifacts of dbm's own extensions, by the names of their blocks. */
    public static Map<String, String> ofExtensions() {
        return BY_EXTENSION;
    }

    /** Says what to add for an access layer that no plugin brings. */
    public static String whereToFind(Class<?> accessType) {
        String artifact = BY_ACCESS_TYPE.get(accessType.getName());
        return artifact == null
                ? "no plugin on the class path offers " + accessType.getName()
                : "for " + accessType.getSimpleName() + ", add " + artifact;
    }
}
