package io.dbm.spi;

/**
 * Opens backends for one connection, from settings that were read and checked before.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Connector {

    /**
     * Opens a backend; called at connect and whenever a backend is replaced, from any thread.
     *
     * <p>It should take no longer than {@link ProviderContext#remaining()}. If it throws, it leaves
     * nothing open.
     *
     * @throws Exception if the database cannot be reached or refuses; dbm decides whether to retry
     */
    Backend<?> open(ProviderContext context) throws Exception;

    /**
     * Tells what kind of failure ended {@link #open}, or the first ping of what it opened; dbm then
     * decides whether to try again. Not asked where a {@link JdbcDriver} can tell; the SQLState
     * tells where this says {@link FailureKind#OTHER}.
     */
    default FailureKind classify(Throwable failure) {
        return FailureKind.OTHER;
    }
}
