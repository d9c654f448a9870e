package io.dbm.core.internal.config;

import io.dbm.core.internal.pool.ExistingPool;
import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.FailureKind;
import io.dbm.spi.ProviderContext;
import io.dbm.spi.SettingKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The provider of a connection whose pool the application has made: what such a pool is made of
 * cannot be said to dbm.
 *
 * @param plugin knows the database
 */
record ManagedProvider(DatabaseProvider plugin, DataSource existing) implements DatabaseProvider {

    private static final String ON_THE_POOL = "your own pool decides this: set it there";

    private static final List<SettingKey<?>> OF_THE_POOL =
            List.of(
                    CommonKeys.MAX_OPEN_CONNS,
                    CommonKeys.MAX_IDLE_CONNS,
                    CommonKeys.MIN_IDLE_CONNS,
                    CommonKeys.CONN_MAX_LIFETIME,
                    CommonKeys.CONN_MAX_IDLE_TIME,
                    CommonKeys.ACQUIRE_TIMEOUT,
                    CommonKeys.BORROW_WHEN_DOWN,
                    CommonKeys.KEEP_ALIVE_INTERVAL,
                    CommonKeys.LEAK_DETECTION_THRESHOLD);

    @Override
    public String type() {
        return plugin.type();
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of();
    }

    @Override
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>(plugin.defaults());
        defaults.keySet().removeAll(unsupportedKeys().keySet());
        return defaults;
    }

    @Override
    public Map<String, String> unsupportedKeys() {
        Map<String, String> keys = new LinkedHashMap<>(plugin.unsupportedKeys());
        plugin.settings().forEach(key -> keys.put(key.name(), ON_THE_POOL));
        OF_THE_POOL.forEach(key -> keys.put(key.name(), ON_THE_POOL));
        keys.put(
                CommonKeys.QUERY_TIMEOUT.name(),
                "your own pool decides this: set it there or on its driver; a transaction can have"
                        + " a time limit");
        return keys;
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        return new Lasting(new ExistingPool(spec.name(), existing, plugin.driver(existing)));
    }

    /** Opens nothing: the pool is there, and always the same. */
    private record Lasting(ExistingPool pool) implements Connector {
        @Override
        public Backend<?> open(ProviderContext context) {
            return pool;
        }

        @Override
        public FailureKind classify(Throwable failure) {
            return pool.classify(failure);
        }
    }
}
