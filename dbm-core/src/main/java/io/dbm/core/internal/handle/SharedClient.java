package io.dbm.core.internal.handle;

/**
 * A backend whose client is the application's, and may serve others than dbm. At the end dbm waits
 * for what it has lent of it, cuts nothing off, and leaves it open.
 */
public interface SharedClient {

    /** Returns how much of what dbm has lent is in use. */
    int lent();
}
