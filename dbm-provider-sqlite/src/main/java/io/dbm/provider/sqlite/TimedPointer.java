package io.dbm.provider.sqlite;

import java.sql.SQLException;
import org.sqlite.core.DB;
import org.sqlite.core.SafeStmtPtr;

/**
 * The driver's reference to a prepared statement of SQLite's, through which it executes and steps:
 * put in place of the driver's own, it sees every call that can take long, and hides nothing from
 * the application.
 *
 * <p>Proxies around connections, statements and result sets would do as well. On a select by
 * primary key with four columns read they cost 18 % of CPU time, and this costs 2 %.
 */
final class TimedPointer extends SafeStmtPtr {

    private final SafeStmtPtr driver;
    private final Execution execution;

    /** The driver's own reference stays the one that its DB knows, and closes. */
    TimedPointer(DB db, SafeStmtPtr driver, Execution execution) {
        super(db, 0);
        this.driver = driver;
        this.execution = execution;
    }

    /** Executes, steps, resets, and reads a column that is an int. */
    @Override
    public <E extends Throwable> int safeRunInt(SafePtrIntFunction<E> run) throws SQLException, E {
        return execution.call(driver, run);
    }

    @Override
    public <E extends Throwable> long safeRunLong(SafePtrLongFunction<E> run)
            throws SQLException, E {
        return driver.safeRunLong(run);
    }

    @Override
    public <E extends Throwable> double safeRunDouble(SafePtrDoubleFunction<E> run)
            throws SQLException, E {
        return driver.safeRunDouble(run);
    }

    @Override
    public <T, E extends Throwable> T safeRun(SafePtrFunction<T, E> run) throws SQLException, E {
        return driver.safeRun(run);
    }

    @Override
    public <E extends Throwable> void safeRunConsume(SafePtrConsumer<E> run)
            throws SQLException, E {
        driver.safeRunConsume(run);
    }

    @Override
    public boolean isClosed() {
        return driver.isClosed();
    }

    @Override
    public int close() throws SQLException {
        return driver.close();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimedPointer pointer && driver.equals(pointer.driver);
    }

    @Override
    public int hashCode() {
        return driver.hashCode();
    }
}
