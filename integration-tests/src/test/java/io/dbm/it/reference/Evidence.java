package io.dbm.it.reference;

/** Shows on a real database, or its real driver, that a key does what its cell says. */
@FunctionalInterface
interface Evidence<D extends TestDatabase> {

    /**
     * Runs, and throws an {@link AssertionError} if the key has no such effect.
     *
     * @param database one that nobody else uses
     */
    void show(D database) throws Exception;
}
