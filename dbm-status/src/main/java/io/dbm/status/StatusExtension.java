package io.dbm.status;

import io.dbm.spi.Extension;
import io.dbm.spi.ExtensionSpec;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.SettingKey;
import java.util.List;

/**
 * Brings {@code dbmanager.status { … }}: a page, health for probes, and metrics, over HTTP.
 *
 * @since 0.1.0
 */
public final class StatusExtension implements ManagerExtension {

    static final SettingKey<Integer> PORT =
            SettingKey.integer(
                            "port",
                            "The port to listen at; with `0` the system picks a free one, which is"
                                    + " logged.")
                    .withDefault("9464");

    static final SettingKey<String> BIND =
            SettingKey.string(
                            "bind",
                            "The address to listen at; `0.0.0.0` is every one of the machine. Nobody"
                                    + " is asked who he is: let only those reach it who may read it.")
                    .withDefault("127.0.0.1");

    private static final int HIGHEST_PORT = 65535;

    @Override
    public String id() {
        return "status";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(PORT, BIND);
    }

    @Override
    public Extension configure(ExtensionSpec spec) {
        int port = spec.settings().get(PORT).orElse(0);
        if (port > HIGHEST_PORT) {
            spec.settings().reject(PORT, "must be at most " + HIGHEST_PORT);
        }
        String bind = spec.settings().get(BIND).orElse("");
        return context -> {
            Transitions transitions = new Transitions();
            Site site = new Site(context, transitions);
            return new StatusServer(
                    Listening.at(bind, port), site, transitions, StatusServer.LIMIT);
        };
    }
}
