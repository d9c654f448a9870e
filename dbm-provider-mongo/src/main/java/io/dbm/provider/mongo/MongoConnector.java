package io.dbm.provider.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoSecurityException;
import io.dbm.spi.Backend;
import io.dbm.spi.Connector;
import io.dbm.spi.Credentials;
import io.dbm.spi.FailureKind;
import io.dbm.spi.ProviderContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** Opens clients of one connection. */
final class MongoConnector implements Connector {

    private static final int AUTHENTICATION_FAILED = 18;

    /** After that a client asks in any case: it may find a way to the server that we do not. */
    private static final long CLIENT_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Target target;

    /** Whether there was no server for the latest client. */
    private volatile boolean isDown;

    private volatile long latestClient;

    MongoConnector(Target target) {
        this.target = target;
    }

    @Override
    public Backend<?> open(ProviderContext context) throws Exception {
        MongoClientSettings.Builder builder =
                MongoClientSettings.builder(settings(context.credentials()));
        Tracing.listener(context).ifPresent(builder::addCommandListener);
        MongoClientSettings settings = builder.build();
        if (isDown
                && System.nanoTime() - latestClient < CLIENT_AGAIN_NANOS
                && ServerCall.canBeMade(settings)) {
            ServerCall.await(settings, context.remaining());
        }
        latestClient = System.nanoTime();
        try {
            Backend<?> opened =
                    MongoBackend.open(settings, context.remaining(), Listeners.of(context));
            isDown = false;
            return opened;
        } catch (OpeningException e) {
            isDown = e.kind() == FailureKind.UNREACHABLE;
            throw e;
        }
    }

    MongoClientSettings settings(Credentials credentials)
            throws OpeningException, IOException, GeneralSecurityException {
        return target.settings(credentials);
    }

    MongoClientSettings settings(Credentials credentials, Function<String, ConnectionString> reader)
            throws OpeningException, IOException, GeneralSecurityException {
        return target.settings(credentials, reader);
    }

    @Override
    public FailureKind classify(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .map(MongoConnector::kind)
                .filter(kind -> kind != FailureKind.OTHER)
                .findFirst()
                .orElse(FailureKind.OTHER);
    }

    private static FailureKind kind(Throwable failure) {
        if (failure instanceof OpeningException opening) {
            return opening.kind();
        }
        boolean refused =
                failure instanceof MongoCommandException command
                        && command.getErrorCode() == AUTHENTICATION_FAILED;
        return refused || failure instanceof MongoSecurityException
                ? FailureKind.AUTHENTICATION
                : FailureKind.OTHER;
    }

    /** Shows neither place nor user. */
    @Override
    public String toString() {
        return "connector of type mongodb";
    }
}
