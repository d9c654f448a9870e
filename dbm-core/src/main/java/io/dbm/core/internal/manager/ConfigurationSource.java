package io.dbm.core.internal.manager;

import com.typesafe.config.Config;
import io.dbm.core.internal.config.ManagerConfig;
import java.util.Set;

/** Where a manager's configuration comes from, and how it is read. */
public interface ConfigurationSource {

    /**
     * Loads it anew, resolved.
     *
     * @throws io.dbm.ConfigurationException if it cannot be parsed or resolved
     */
    Config load();

    /**
     * Reads and checks a configuration; touches no database.
     *
     * @param removed connections that the builder was given something for and are not to be
     * @throws io.dbm.ConfigurationException if anything is wrong with it
     */
    ManagerConfig read(Config resolved, Set<String> removed);
}
