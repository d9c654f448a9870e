package io.dbm.core.internal.manager;

import java.util.concurrent.CompletableFuture;

/** Closes a manager when the JVM shuts down, unless it was closed before. */
public final class ShutdownHook {

    private ShutdownHook() {}

    /** Keeps hold of the manager until it is closed, and no longer. */
    public static void closeAtTheEnd(DefaultDatabaseManager manager) {
        Thread hook = new Thread(manager::close, "dbm-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        CompletableFuture<Void> unused = manager.closed().thenRun(() -> remove(hook));
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook has run, or runs now
        }
    }
}
