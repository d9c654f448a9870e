package io.dbm.core;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.dbm.DatabaseManager;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Short ways to a manager, for tests. */
final class Managers {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Managers() {}

    /** The name of a database that no other test uses. */
    static String freshDatabase() {
        return "test" + DATABASES.incrementAndGet();
    }

    static Config parse(String hocon) {
        return ConfigFactory.parseString(
                hocon, ConfigParseOptions.defaults().setOriginDescription("app.conf"));
    }

    static DatabaseManager load(String hocon) {
        return Dbm.load(parse(hocon));
    }

    static DatabaseManager connect(String hocon) {
        DatabaseManager manager = load(hocon);
        manager.connect();
        return manager;
    }

    /** Waits for a condition that another thread will bring about. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the condition did not come true");
            }
            Thread.sleep(2);
        }
    }
}
