package io.dbm.core.internal.plugin;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;

/**
 * Takes from the JDK what it keeps of a class loader: drivers that were registered, and texts in
 * several languages. It runs as a class of that loader, since the JDK asks who is calling.
 */
public final class Leftovers implements Runnable {

    /** Does nothing yet. */
    public Leftovers() {}

    @Override
    public void run() {
        ResourceBundle.clearCache();
        // To list drivers may itself load, and so register, one: a second look finds it.
        boolean found = true;
        for (int look = 0; look < 2 || found; look++) {
            found = false;
            for (Driver driver : drivers()) {
                found = true;
                try {
                    DriverManager.deregisterDriver(driver);
                } catch (SQLException e) {
                    return; // it does not want to go
                }
            }
        }
    }

    private static List<Driver> drivers() {
        ClassLoader own = Leftovers.class.getClassLoader();
        return Collections.list(DriverManager.getDrivers()).stream()
                .filter(driver -> driver.getClass().getClassLoader() == own)
                .toList();
    }
}
