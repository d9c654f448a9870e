package io.dbm.tck;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Managers of one connection, {@code contract}, whose settings are pieces of HOCON. */
final class Managers {

    static final String NAME = "contract";

    /** How long to wait for what is to come true. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Managers() {}

    static DatabaseManager load(String... settings) {
        String body = String.join("\n", settings);
        return Dbm.load(
                ConfigFactory.parseString("dbmanager.connections." + NAME + " {\n" + body + "\n}"));
    }

    static DatabaseManager connect(String... settings) {
        DatabaseManager manager = load(settings);
        try {
            manager.connect();
            return manager;
        } catch (RuntimeException | Error e) {
            try (manager) {
                throw e;
            }
        }
    }

    static NamedConnection connection(DatabaseManager manager) {
        return manager.connection(NAME);
    }

    /** Returns what is wrong with the settings: nothing, if they can be loaded. */
    static List<Problem> problems(String... settings) {
        try (DatabaseManager loaded = load(settings)) {
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    /** Returns where in the configuration a key of the connection stands. */
    static String path(String... keys) {
        return "dbmanager.connections." + NAME + "." + ConfigUtil.joinPath(keys);
    }

    /** Where dbm reports that a plugin broke its word and threw. */
    static String pathOfPluginFaults() {
        return path("type");
    }

    /** Waits for what another thread, or the database, will bring about; tells whether it came. */
    static boolean comesTrue(BooleanSupplier condition, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        return true;
    }
}
