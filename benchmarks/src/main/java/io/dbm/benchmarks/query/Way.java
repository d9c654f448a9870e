package io.dbm.benchmarks.query;

import io.dbm.DatabaseManager;
import io.dbm.benchmarks.peer.Dbm;
import io.dbm.benchmarks.peer.Hikari;
import io.dbm.benchmarks.peer.Opened;
import io.dbm.benchmarks.store.Query;
import io.dbm.benchmarks.store.Store;
import io.prometheus.client.CollectorRegistry;
import java.sql.SQLException;

/** What an access layer stands on; dbm with its metrics on. */
public enum Way {
    HIKARI(true) {
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
    HIKARI_AGAIN(true) {
        @Override
        String label(Layer layer) {
            return HIKARI.label(layer) + " again (control)";
        }

        @Override
        Running open(Store store, Layer layer) throws SQLException {
            return HIKARI.open(store, layer);
        }
    },
    KEPT(false) {
        @Override
        String label(Layer layer) {
            return "JDBC, no pool: prepared once for each thread";
        }

        @Override
        Running open(Store store, Layer layer) throws SQLException {
            KeptStatements kept = new KeptStatements(store.driver());
            return new Running(kept::select, kept);
        }
    },
    DBM(true) {
        @Override
        String label(Layer layer) {
            return "**dbm**: " + layer.ours();
        }

        @Override
        Running open(Store store, Layer layer) {
            return dbm(store.settings(), layer);
        }
    },
    DBM_UNLIMITED(false) {
        @Override
        String label(Layer layer) {
            return DBM.label(layer) + ", `query-timeout = 0`";
        }

        @Override
        Running open(Store store, Layer layer) {
            return dbm(store.settings() + ", query-timeout = 0s", layer);
        }
    };

    private final boolean forAll;

    /** Goes by whether every layer is to stand on it, or raw JDBC alone. */
    Way(boolean forAll) {
        this.forAll = forAll;
    }

    boolean isFor(Layer layer) {
        return forAll || layer == Layer.JDBC;
    }

    abstract String label(Layer layer);

    abstract Running open(Store store, Layer layer) throws SQLException;

    /** What is run, and what to close after that. */
    record Running(Query query, AutoCloseable owner) {}

    private static Running dbm(String settings, Layer layer) {
        DatabaseManager manager =
                Dbm.open(
                        settings + ", enable-metrics = true",
                        builder ->
                                builder.service(CollectorRegistry.class, new CollectorRegistry()));
        return new Running(layer.over(manager.connection(Dbm.NAME)), manager);
    }
}
