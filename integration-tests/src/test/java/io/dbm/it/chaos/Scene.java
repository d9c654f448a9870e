package io.dbm.it.chaos;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;

/** Where faults happen, and to whom. */
record Scene(Target target, DatabaseManager manager, Application application, Waits waits) {

    NamedConnection connection() {
        return manager.connection(ChaosRun.CONNECTION);
    }
}
