package io.dbm.benchmarks.store;

import com.typesafe.config.ConfigUtil;
import io.dbm.Database;
import io.dbm.DatabaseManager;
import io.dbm.benchmarks.peer.Dbm;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** A database with a table of a thousand rows, which exists before the JVM that asks it. */
public enum Store {
    SQLITE("SQLite") {
        @Override
        public String settings() {
            return "type = sqlite, filepath = " + ConfigUtil.quoteString(System.getProperty(FILE));
        }

        @Override
        public DataSource driver() {
            SQLiteDataSource driver = new SQLiteDataSource();
            driver.setUrl("jdbc:sqlite:" + System.getProperty(FILE));
            return driver;
        }
    },
    POSTGRES("PostgreSQL") {
        @Override
        public String settings() {
            return "type = postgres, host = localhost, user = postgres, database = postgres, port = "
                    + System.getProperty(PORT);
        }

        @Override
        public DataSource driver() {
            PGSimpleDataSource driver = new PGSimpleDataSource();
            driver.setServerNames(new String[] {"localhost"});
            driver.setPortNumbers(new int[] {Integer.getInteger(PORT)});
            driver.setUser("postgres");
            driver.setDatabaseName("postgres");
            return driver;
        }
    };

    /** Of the rows' ids, which begin with zero. */
    public static final int ROWS = 1000;

    /** By primary key. */
    public static final String SELECT = "select n from counter where id = ?";

    private static final String FILE = "benchmark.sqlite";
    private static final String PORT = "benchmark.postgres";

    private final String label;

    Store(String label) {
        this.label = label;
    }

    /** Returns its name, for people. */
    public String label() {
        return label;
    }

    /** Returns what dbm is told of it, in HOCON. */
    public abstract String settings();

    /** Returns its driver's data source, for another pool. */
    public abstract DataSource driver();

    /**
     * Says where the databases are, to this JVM.
     *
     * @return the properties that say it to others
     */
    static List<String> at(Path sqlite, int postgres) {
        System.setProperty(FILE, sqlite.toString());
        System.setProperty(PORT, Integer.toString(postgres));
        return List.of("-D" + FILE + "=" + sqlite, "-D" + PORT + "=" + postgres);
    }

    /** Makes the table that {@link #SELECT} reads. */
    void fill() {
        try (DatabaseManager manager = Dbm.open(settings())) {
            fill(manager.connection(Dbm.NAME).database(), "counter");
        }
    }

    /** Makes a table with its rows: {@code id}, and {@code n}, which is as much. */
    public static void fill(Database database, String table) {
        database.update("create table " + table + " (id int primary key, n int)");
        database.useTransaction(
                tx -> {
                    for (int id = 0; id < ROWS; id++) {
                        tx.update("insert into " + table + " values (?, ?)", id, id);
                    }
                });
    }
}
