package io.dbm.spi;

/**
 * What a {@link ManagerExtension} made of its settings: ready to be started.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Extension {

    /**
     * Starts it: as {@code connect()} begins, before any database is open; and again when a reload
     * has changed its settings, after the former one was closed. Where {@code connect()} or the
     * reload fails, what was started is closed.
     *
     * <p>Should return soon, since {@code connect()} waits for it, and leave nothing open when it
     * throws. dbm waits up to 5 s; then it interrupts the thread and fails, and closes what is
     * returned after all.
     *
     * @throws ExtensionException if it cannot start with its settings; what it says reaches the
     *     user. Of anything else that is thrown only the class does, as a fault of the plugin
     */
    RunningExtension start(ExtensionContext context) throws Exception;
}
