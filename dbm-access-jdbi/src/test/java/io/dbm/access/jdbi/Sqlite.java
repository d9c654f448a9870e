package io.dbm.access.jdbi;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.nio.file.Path;

/** Managers with connections to SQLite files. */
final class Sqlite {

    private Sqlite() {}

    /** Returns a configuration of one connection, {@code main}, with more settings. */
    static Config config(Path folder, String settings) {
        return parse(connection(folder, "main", settings));
    }

    static Config parse(String connections) {
        return ConfigFactory.parseString("dbmanager.connections {\n" + connections + "\n}");
    }

    static String connection(Path folder, String name, String settings) {
        return """
                %s {
                  type = sqlite
                  filepath = "%s"
                  acquire-timeout = 300ms
                  %s
                }
                """
                .formatted(name, folder.resolve(name + ".db"), settings);
    }

    static DatabaseManager connect(Dbm.Builder builder) {
        DatabaseManager manager = builder.load();
        manager.connect();
        return manager;
    }
}
