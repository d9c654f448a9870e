package io.dbm.access.mybatis;

import java.util.Collection;
import org.apache.ibatis.cache.Cache;
import org.apache.ibatis.session.Configuration;

/**
 * MyBatis' second-level caches, which all sessions share, as seen by one transaction: once another
 * access layer has run a statement, or a part was rolled back, nobody can tell which of their rows
 * are still right.
 */
final class SharedCaches {

    private final Configuration configuration;
    private boolean trusted = true;

    SharedCaches(Configuration configuration) {
        this.configuration = configuration;
    }

    boolean areTrusted() {
        return trusted;
    }

    void distrust() {
        trusted = false;
    }

    /** Empties them all. */
    void clear() {
        Collection<?> caches = configuration.getCaches(); // and marks of ambiguous short names
        for (Object cache : caches) {
            if (cache instanceof Cache shared) {
                shared.clear();
            }
        }
    }
}
