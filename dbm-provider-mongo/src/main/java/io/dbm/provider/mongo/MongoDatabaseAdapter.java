package io.dbm.provider.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.dbm.UnsupportedAccessException;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.Secret;
import io.dbm.spi.StandardKeys;
import java.util.List;
import java.util.Optional;

/**
 * The database that a connection names.
 *
 * @since 0.1.0
 */
public final class MongoDatabaseAdapter implements AccessAdapter<MongoDatabase> {

    /** For {@link java.util.ServiceLoader}. */
    public MongoDatabaseAdapter() {}

    @Override
    public String id() {
        return "mongo-database";
    }

    @Override
    public Class<MongoDatabase> accessType() {
        return MongoDatabase.class;
    }

    @Override
    public Class<?> clientType() {
        return MongoClient.class;
    }

    /** A connection need not name a database; only who asks for it learns that it does not. */
    @Override
    public AccessLayer<MongoDatabase> configure(AccessSpec spec) {
        Optional<String> database = database(spec);
        return context ->
                Lasting.client(context.client(MongoClient.class), context.connection())
                        .getDatabase(database.orElseThrow(() -> missing(context.connection())));
    }

    private static Optional<String> database(AccessSpec spec) {
        return spec.connectionSetting(StandardKeys.DSN)
                .map(Secret::reveal)
                .flatMap(dsn -> DsnParser.parse(dsn).dsn())
                .flatMap(Dsn::database)
                .or(() -> spec.connectionSetting(MongoKeys.DATABASE));
    }

    private static UnsupportedAccessException missing(String connection) {
        return new UnsupportedAccessException(
                "connection '"
                        + connection
                        + "' names no database, which MongoDatabase needs: write database for it, or"
                        + " ask its MongoClient for one",
                Optional.of(MongoClient.class),
                List.of(MongoClient.class));
    }
}
