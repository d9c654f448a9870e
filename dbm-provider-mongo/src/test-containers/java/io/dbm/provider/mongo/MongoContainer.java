package io.dbm.provider.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/** A replica set of one MongoDB, the same for all tests of this JVM; Testcontainers removes it. */
public final class MongoContainer implements Location.Container {

    private static final String WITHOUT_DOCKER =
            "skipped: Docker is not there; start it, or name a server in DBM_TEST_MONGO_URL";

    private static final MongoDBContainer MONGO =
            new MongoDBContainer("mongo:8.0").withReplicaSet();

    private static final boolean DOCKER = DockerClientFactory.instance().isDockerAvailable();

    static {
        if (!DOCKER) {
            System.err.println("The tests that need a MongoDB server are " + WITHOUT_DOCKER);
        }
    }

    @Override
    public String start() {
        assumeTrue(DOCKER, WITHOUT_DOCKER);
        MONGO.start();
        return MONGO.getReplicaSetUrl();
    }
}
