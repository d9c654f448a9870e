package io.dbm.core.internal.plugin;

/** A plugin from a folder offers what only its own class loader knows. */
final class UnseenTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnseenTypeException(Class<?> type) {
        super(
                "it offers "
                        + type.getName()
                        + ", which from a folder no application can see: put the plugin, and what"
                        + " it needs, on the class path");
    }
}
