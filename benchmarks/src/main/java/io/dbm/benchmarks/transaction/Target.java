package io.dbm.benchmarks.transaction;

import com.typesafe.config.ConfigFactory;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.nio.file.Path;

/** A database, and the one statement that a transaction on it runs. */
enum Target {
    NOOP("update counter set n = ? where id = ?"),
    SQLITE("insert into entry (n, counter) values (?, ?)"),
    POSTGRES("update counter set n = ? where id = ?");

    static final int ROWS = 100;

    private final String sql;

    Target(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    void run(CounterMapper mapper, int n, int id) {
        if (this == SQLITE) {
            mapper.insert(n, id);
        } else {
            mapper.update(n, id);
        }
    }

    /**
     * Opens it, with its tables filled.
     *
     * @param port of a PostgreSQL server on this machine
     */
    DatabaseManager open(Path folder, int port) {
        String settings =
                switch (this) {
                    case NOOP -> "type = noop";
                    case SQLITE -> "type = sqlite, filepath = \"" + folder.resolve("db") + "\"";
                    case POSTGRES ->
                            "type = postgres, host = localhost, user = postgres, database ="
                                    + " postgres, port = "
                                    + port;
                };
        String mapper = CounterMapper.class.getName();
        DatabaseManager manager =
                Dbm.load(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.target { %s }
                                dbmanager.mybatis.mappers = [%s]
                                """
                                        .formatted(settings, mapper)));
        manager.connect();
        if (this != NOOP) {
            fill(manager.connection("target").database());
        }
        return manager;
    }

    private static void fill(Database database) {
        database.update("create table entry (n int, counter int)");
        database.update("create table counter (id int primary key, n int)");
        database.update(
                "create table wide (id int primary key, a int, b varchar(20), c varchar(20), d"
                        + " varchar(20))");
        database.useTransaction(
                tx -> {
                    for (int id = 0; id < ROWS; id++) {
                        tx.update("insert into counter values (?, 0)", id);
                        tx.update("insert into wide values (?, ?, 'some', 'short', 'text')", id, 7);
                    }
                });
    }
}
