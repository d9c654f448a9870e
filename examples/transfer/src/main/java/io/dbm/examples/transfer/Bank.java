package io.dbm.examples.transfer;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.jdbi.v3.core.Jdbi;

/** The application: a manager with one connection, and what the story needs to know of it. */
record Bank(DatabaseManager manager, NamedConnection primary, Halfway halfway)
        implements AutoCloseable {

    /**
     * Opens the database.
     *
     * @param port of the PostgreSQL server; if there is none, the database is a SQLite file
     */
    static Bank open(Path folder, OptionalInt port) {
        Config place =
                ConfigFactory.parseMap(
                        Map.of(
                                "transfer.folder", folder.toString(),
                                "transfer.port", port.orElse(0)));
        Config file =
                ConfigFactory.parseResourcesAnySyntax(
                        port.isPresent() ? "application" : "without-postgres");
        Halfway halfway = new Halfway();
        DatabaseManager manager =
                Dbm.builder()
                        .config(place.withFallback(file).resolve())
                        .customize(Jdbi.class, (name, jdbi) -> jdbi.setSqlLogger(halfway))
                        .load();
        manager.connect();
        return new Bank(manager, manager.connection("primary"), halfway);
    }

    Books books() {
        return new Books(primary.database());
    }

    @Override
    public void close() {
        manager.close();
    }
}
