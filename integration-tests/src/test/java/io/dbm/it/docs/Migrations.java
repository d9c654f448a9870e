package io.dbm.it.docs;

import io.dbm.DatabaseManager;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Runs Flyway on a connection of its own. */
final class Migrations {

    private Migrations() {}

    static void run(DatabaseManager manager) {
        DataSource migrations = manager.connection("migrations").access(DataSource.class);
        Flyway.configure().dataSource(migrations).load().migrate(); // what is in db/migration
        manager.remove("migrations"); // drained and closed; nobody can take it for primary
    }
}
