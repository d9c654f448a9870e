package io.dbm.core.internal.plugin;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * Takes from the JDK what it keeps of a class loader: drivers that were registered, and texts in
 * several languages. It runs as a class of that loader, since the JDK asks who is calling.
 */
public final class Leftovers implements Runnable {

    /** Does nothing yet. */
    public Leftovers() {}

    /**
     * Takes all that can be taken.
     *
     * @throws IllegalStateException if a driver stays registered
     */
    @Override
    public void run() {
        ResourceBundle.clearCache();
        List<IllegalStateException> failures = new ArrayList<>();
        Set<Driver> asked = Collections.newSetFromMap(new IdentityHashMap<>());
        // To list drivers may itself load, and so register, one: a second look finds it.
        boolean found = true;
        for (int look = 0; look < 2 || found; look++) {
            found = false;
            for (Driver driver : drivers()) {
                if (asked.add(driver)) {
                    found = true;
                    deregister(driver, failures);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    /** Goes on with the others if one does not want to go. */
    private static void deregister(Driver driver, List<IllegalStateException> failures) {
        try {
            DriverManager.deregisterDriver(driver);
        } catch (SQLException | RuntimeException | Error e) {
            failures.add(
                    new IllegalStateException(
                            "the driver " + driver.getClass().getName() + " stays registered: " + e,
                            e));
        }
    }

    private static List<Driver> drivers() {
        ClassLoader own = Leftovers.class.getClassLoader();
        return Collections.list(DriverManager.getDrivers()).stream()
                .filter(driver -> driver.getClass().getClassLoader() == own)
                .toList();
    }
}
