package io.dbm.provider.mongo;

import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** A replica set of one MongoDB, the same for all tests of this JVM; Testcontainers removes it. */
public final class MongoContainer implements Location.Container {

    private static final MongoDBContainer MONGO =
            new MongoDBContainer("mongo:8.0").withReplicaSet();

    @Override
    public String start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException(
                    "skipped, since Docker is not there: start it, or name a server in"
                            + " DBM_TEST_MONGO_URL");
        }
        MONGO.start();
        return MONGO.getReplicaSetUrl();
    }
}
