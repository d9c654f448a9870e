package io.dbm.it.rotation;

import io.dbm.it.Conditions;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Lends a password for a second. */
final class Vault implements CredentialsSource {

    private final AtomicInteger asked = new AtomicInteger();
    private final String user;
    private volatile String password;

    Vault(String user, String password) {
        this.user = user;
        this.password = password;
    }

    void say(String other) {
        password = other;
    }

    /** Returns when it has been asked so many times more. */
    void awaitQuestions(int more) throws InterruptedException {
        int enough = asked.get() + more;
        Conditions.await(() -> asked.get() >= enough);
    }

    @Override
    public Lease obtain() {
        asked.incrementAndGet();
        return Lease.of(Credentials.of(user, Secret.of(password)), Duration.ofSeconds(1));
    }
}
