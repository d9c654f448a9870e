import io.dbm.access.jdbi.JdbiAdapter;
import io.dbm.spi.AccessAdapter;

/** Jdbi on a connection's pool. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // they state their names
module io.dbm.access.jdbi {
    requires io.dbm.api;
    requires transitive org.jdbi.v3.core;
    requires static org.jspecify;

    // What Jdbi uses, and has no module-info to say.
    requires io.leangen.geantyref;

    provides AccessAdapter with
            JdbiAdapter;
}
