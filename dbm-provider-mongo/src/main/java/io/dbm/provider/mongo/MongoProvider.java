package io.dbm.provider.mongo;

import com.mongodb.client.MongoClient;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Opens MongoDB databases through MongoDB's own synchronous driver, whose pool it uses.
 *
 * @since 0.1.0
 */
public final class MongoProvider implements DatabaseProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MongoProvider() {}

    @Override
    public String type() {
        return "mongodb";
    }

    @Override
    public Class<?> clientType() {
        return MongoClient.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return MongoKeys.ALL;
    }

    @Override
    public Map<String, String> unsupportedKeys() {
        return MongoKeys.UNSUPPORTED;
    }

    @Override
    public Optional<String> tracingObstacle() {
        return Tracing.obstacle();
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        Settings settings = spec.settings();
        Optional<Dsn> dsn = settings.get(StandardKeys.DSN).flatMap(it -> parse(it, settings));
        dsn.ifPresent(
                it -> {
                    it.replacedKeys()
                            .forEach(key -> settings.ignoredBecause(key, "'dsn' says the " + key));
                    spec.defaultCredentials(it.credentials());
                });
        return new MongoConnector(new TargetReader(settings, dsn).read(spec.limits()));
    }

    private static Optional<Dsn> parse(Secret dsn, Settings settings) {
        DsnParser.Result result = DsnParser.parse(dsn.reveal());
        result.mistakes().forEach(mistake -> settings.reject(StandardKeys.DSN, mistake));
        return result.dsn();
    }
}
