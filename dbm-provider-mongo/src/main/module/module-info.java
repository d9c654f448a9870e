import io.dbm.provider.mongo.MongoClientAdapter;
import io.dbm.provider.mongo.MongoDatabaseAdapter;
import io.dbm.provider.mongo.MongoProvider;
import io.dbm.spi.AccessAdapter;
import io.dbm.spi.DatabaseProvider;

/** Opens MongoDB databases. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // they state their names
module io.dbm.provider.mongo {
    requires io.dbm.api;
    requires transitive org.mongodb.bson;
    requires transitive org.mongodb.driver.core;
    requires transitive org.mongodb.driver.sync.client;
    requires static io.opentelemetry.api;
    requires static io.opentelemetry.instrumentation.mongo_3_1;
    requires static org.jspecify;

    // What the driver uses, and has no module-info to say.
    requires java.logging;
    requires java.management;
    requires java.naming;
    requires java.security.jgss;
    requires java.security.sasl;

    provides AccessAdapter with
            MongoClientAdapter,
            MongoDatabaseAdapter;
    provides DatabaseProvider with
            MongoProvider;
}
