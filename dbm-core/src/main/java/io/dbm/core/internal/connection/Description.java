package io.dbm.core.internal.connection;

import io.dbm.ServerInfo;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Backend;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a backend's database says of itself; what it does not say in time is unknown. */
public final class Description {

    private Description() {}

    /** Asks; the result never fails. */
    public static CompletableFuture<ServerInfo> of(
            @Nullable Backend<?> backend, Duration limit, Workers workers) {
        return backend == null
                ? CompletableFuture.completedFuture(ServerInfo.unknown())
                : workers.callWithin(limit, () -> backend.describe(limit), late -> {})
                        .handle(Description::known);
    }

    /** A plugin may break its word. */
    private static ServerInfo known(@Nullable ServerInfo said, @Nullable Throwable failure) {
        return said == null ? ServerInfo.unknown() : said;
    }
}
