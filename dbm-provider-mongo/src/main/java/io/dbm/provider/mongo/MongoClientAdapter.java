package io.dbm.provider.mongo;

import com.mongodb.client.MongoClient;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;

/**
 * MongoDB's own client.
 *
 * @since 0.1.0
 */
public final class MongoClientAdapter implements AccessAdapter<MongoClient> {

    /** For {@link java.util.ServiceLoader}. */
    public MongoClientAdapter() {}

    @Override
    public String id() {
        return "mongo-client";
    }

    @Override
    public Class<MongoClient> accessType() {
        return MongoClient.class;
    }

    @Override
    public Class<?> clientType() {
        return MongoClient.class;
    }

    @Override
    public AccessLayer<MongoClient> configure(AccessSpec spec) {
        return context -> Lasting.client(context.client(MongoClient.class), context.connection());
    }
}
