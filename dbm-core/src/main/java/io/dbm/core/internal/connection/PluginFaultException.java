package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.failure.OwnWords;

/** A provider does not do what it promised, or does not fit to what it is run with. */
final class PluginFaultException extends Exception implements OwnWords {

    private static final long serialVersionUID = 1L;

    PluginFaultException(ConnectionConfig config, String what) {
        super("the provider of type '" + config.type() + "' " + what + "; this is its fault");
    }

    /**
     * Makes an error of a plugin that does not fit to dbm, or to a library.
     *
     * @param what is wrong, and what to do
     */
    PluginFaultException(String what, Throwable cause) {
        super(what, cause);
    }
}
