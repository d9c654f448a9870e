package io.dbm.access.jdbi;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.SettingKey;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Puts {@link Jdbi} on the pool of a SQL connection; its block of settings is {@code jdbi}.
 *
 * <p>Plugins that the settings name are installed before the application's own customizers run.
 * There is no switch for {@link Jdbi#installPlugins()}: Jdbi has deprecated it, since which plugins
 * it finds depends on the thread that calls it.
 *
 * @since 0.1.0
 */
public final class JdbiAdapter implements AccessAdapter<Jdbi> {

    static final SettingKey<List<String>> PLUGINS =
            SettingKey.strings(
                    "plugins",
                    "Class names of the Jdbi plugins to install, in this order; each has a public"
                            + " constructor without parameters.");

    /** For {@link java.util.ServiceLoader}. */
    public JdbiAdapter() {}

    @Override
    public String id() {
        return "jdbi";
    }

    @Override
    public Class<Jdbi> accessType() {
        return Jdbi.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(PLUGINS);
    }

    @Override
    public AccessLayer<Jdbi> configure(AccessSpec spec) {
        return new JdbiLayer(new PluginInstances(spec).create());
    }
}
