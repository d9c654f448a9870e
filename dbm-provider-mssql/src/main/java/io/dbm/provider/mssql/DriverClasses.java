package io.dbm.provider.mssql;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;

/** Classes of this module's that the driver makes; it takes them by their names. */
final class DriverClasses {

    private DriverClasses() {}

    /**
     * Whether the driver finds this class, and may make it: it may have a class loader above this
     * one, or be a module that this one's is closed to.
     */
    static boolean has(Class<?> type) {
        Class<?> driver = SQLServerDriver.class;
        try {
            return Class.forName(type.getName(), false, driver.getClassLoader()) == type
                    && type.getModule().isExported(type.getPackageName(), driver.getModule());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
