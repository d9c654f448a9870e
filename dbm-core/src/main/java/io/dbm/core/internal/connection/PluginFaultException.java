package io.dbm.core.internal.connection;

import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.failure.OwnWords;

/** A provider's backend is not what the provider promised. */
final class PluginFaultException extends Exception implements OwnWords {

    private static final long serialVersionUID = 1L;

    PluginFaultException(ConnectionConfig config, String what) {
        super("the provider of type '" + config.type() + "' " + what + "; this is its fault");
    }
}
