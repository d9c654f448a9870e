package io.dbm.core.internal.tracing;

import io.dbm.core.internal.pool.PhysicalView;
import io.dbm.spi.FailureKind;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The traces of one connection.
 *
 * <p>Safe for use from many threads.
 */
public interface Traces {

    /** Traces nothing. */
    Traces NONE =
            new Traces() {
                @Override
                public PhysicalView view() {
                    return PhysicalView.NONE;
                }

                @Override
                public <T> Optional<T> telemetry(Class<T> type) {
                    return Optional.empty();
                }

                @Override
                public Openings openings() {
                    return Openings.UNTRACED;
                }
            };

    /** Returns what traces the statements on physical connections. */
    PhysicalView view();

    /**
     * Returns what a provider traces with, whose spans carry the connection's name.
     *
     * @param type of OpenTelemetry's entry point; there is nothing of another type
     */
    <T> Optional<T> telemetry(Class<T> type);

    /** Returns what traces the attempts to open the connection on behalf of the calling thread. */
    Openings openings();

    /**
     * Hears of the attempts to open the connection. Each that succeeds is a span; of those that
     * fail in a row only the first is, since a database that is down is looked for many times.
     */
    interface Openings {

        /** Traces nothing. */
        Openings UNTRACED =
                new Openings() {
                    @Override
                    public void succeeded(Instant start) {}

                    @Override
                    public void failed(Instant start, FailureKind kind, Supplier<String> reason) {}
                };

        /** An attempt that began then has just ended well. */
        void succeeded(Instant start);

        /**
         * An attempt that began then has just failed.
         *
         * @param reason without secrets; asked for only where it is needed, since to look into a
         *     driver's own exception may fail
         */
        void failed(Instant start, FailureKind kind, Supplier<String> reason);
    }
}
