package io.dbm.it.chaos;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What the application itself decides, and may decide anew while it runs. */
final class Application implements CredentialsSource {

    /** Half as many as callers, so that they wait for each other, too. */
    private static final int MOST_OPEN = 8;

    private static final Duration LEASE = Duration.ofSeconds(2);

    private final String settings;
    private final boolean callersWait;
    private final AtomicInteger pools = new AtomicInteger();
    private final AtomicInteger adjustments = new AtomicInteger();
    private final AtomicInteger passwords = new AtomicInteger();

    /**
     * Begins with settings of the connection, as they stand in its braces.
     *
     * @param callersWait for a database that is down
     */
    Application(String settings, boolean callersWait) {
        this.settings = settings;
        this.callersWait = callersWait;
    }

    /** Returns the configuration of the moment. */
    Config configuration() {
        return ConfigFactory.parseString(
                """
                dbmanager.borrow-when-down = %s
                dbmanager.connections.%s {
                  %s
                  max-open-conns = %d
                  tags { adjusted = %d }
                }
                """
                        .formatted(
                                callersWait ? "wait" : "fail",
                                ChaosRun.CONNECTION,
                                settings,
                                MOST_OPEN + pools.get() % 2,
                                adjustments.get()));
    }

    /** From now on it wants another pool. */
    void changePool() {
        pools.incrementAndGet();
    }

    /** From now on it wants something else beside the pool. */
    void adjust() {
        adjustments.incrementAndGet();
    }

    /** From now on its password is another one. */
    void changePassword() {
        passwords.incrementAndGet();
    }

    /** The server lets its superuser in with any password. */
    @Override
    public Lease obtain() {
        Secret password = Secret.of("password-" + passwords.get());
        return Lease.of(Credentials.of("postgres", password), LEASE);
    }
}
