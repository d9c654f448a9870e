package io.dbm.spi;

/**
 * An extension cannot start with its settings: the user is told which one, where and why.
 *
 * @since 0.1.0
 */
public final class ExtensionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String key;

    /**
     * Makes one.
     *
     * @param key the setting that stands in the way
     * @param message what is wrong and what to do, without a secret; the path and the origin are
     *     added
     */
    public ExtensionException(SettingKey<?> key, String message) {
        super(message);
        this.key = key.name();
    }

    /** Returns the name of the setting that stands in the way. */
    public String key() {
        return key;
    }
}
