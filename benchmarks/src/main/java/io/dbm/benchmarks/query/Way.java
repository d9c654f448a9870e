package io.dbm.benchmarks.query;

import io.dbm.DatabaseManager;
import io.dbm.benchmarks.peer.Dbm;
import io.dbm.benchmarks.peer.Hikari;
import io.dbm.benchmarks.peer.Opened;

/** What an access layer stands on. */
public enum Way {
    HIKARI {
        @Override
        String label(Layer layer) {
            return layer.others() + " over HikariCP";
        }

        @Override
        Running open(Store store, Layer layer) {
            Opened pool = Hikari.over(store.driver());
            return new Running(layer.over(pool.dataSource()), pool.owner());
        }
    },
    HIKARI_AGAIN {
        @Override
        String label(Layer layer) {
            return HIKARI.label(layer) + " again (control)";
        }

        @Override
        Running open(Store store, Layer layer) {
            return HIKARI.open(store, layer);
        }
    },
    DBM {
        @Override
        String label(Layer layer) {
            return "**dbm**: " + layer.ours();
        }

        @Override
        Running open(Store store, Layer layer) {
            return dbm(store.settings(), layer);
        }
    },
    DBM_UNLIMITED {
        @Override
        String label(Layer layer) {
            return DBM.label(layer) + ", `query-timeout = 0`";
        }

        @Override
        Running open(Store store, Layer layer) {
            return dbm(store.settings() + ", query-timeout = 0s", layer);
        }
    };

    abstract String label(Layer layer);

    abstract Running open(Store store, Layer layer);

    /** What is run, and what to close after that. */
    record Running(Layer.Query query, AutoCloseable owner) {}

    private static Running dbm(String settings, Layer layer) {
        DatabaseManager manager = Dbm.open(settings);
        return new Running(layer.over(manager.connection(Dbm.NAME)), manager);
    }
}
