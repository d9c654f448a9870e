package io.dbm.core.internal.credentials;

import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.failure.OwnWords;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Credentials;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who logs in to one connection at the moment.
 *
 * <p>Its source is asked by one thread at a time. A lease is renewed when two thirds of it are
 * over. Credentials that the database has refused are not tried again before the source says
 * others, or {@link #forgetRefusal}.
 */
public final class Logins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.dbm.credentials");

    /** The connection exception of SQLSTATE: none can be established, now. */
    private static final String UNREACHABLE = "08001";

    private static final Duration SOONEST_AGAIN = Duration.ofSeconds(1);
    private static final Duration LATEST_AGAIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AFTER_REFUSAL = Duration.ofSeconds(2);

    private final String connection;
    private final CredentialsConfig config;
    private final Redaction redaction;
    private final Duration limit;
    private final Workers workers;
    private final Runnable changed;

    private @Nullable Held held;
    private @Nullable Refusal refusal;
    private CompletableFuture<Credentials> asking = CompletableFuture.completedFuture(null);
    private long asked = System.nanoTime() - SOONEST_AGAIN.toNanos();
    private @Nullable ScheduledFuture<?> next;
    private boolean closed;

    /** Credentials with a lease. */
    private record Held(Credentials credentials, long end) {
        long left() {
            return end - System.nanoTime();
        }
    }

    private record Refusal(Credentials credentials, SQLException failure) {}

    /**
     * Asks nobody yet.
     *
     * @param redaction learns every password that comes up
     * @param limit of one question to the source
     * @param changed is run when other credentials than before are to be used
     */
    public Logins(
            String connection,
            CredentialsConfig config,
            Redaction redaction,
            Duration limit,
            Workers workers,
            Runnable changed) {
        this.connection = connection;
        this.config = config;
        this.redaction = redaction;
        this.limit = limit;
        this.workers = workers;
        this.changed = changed;
    }

    /**
     * Returns who logs in next; may block.
     *
     * @throws SQLException if the source has no credentials, or if the database has refused those
     *     that it has; then what the database said
     */
    public Credentials get() throws SQLException, InterruptedException {
        Credentials login = valid();
        boolean maybeOld = login != null && config.origin().isPresent();
        if (login == null) {
            login = ask();
        }
        SQLException refused = refusalOf(login);
        if (refused != null && maybeOld && mayAskAgain()) {
            login = ask();
            refused = refusalOf(login);
        }
        if (refused != null) {
            throw refused;
        }
        return login;
    }

    private synchronized @Nullable Credentials valid() {
        if (config.origin().isEmpty()) {
            return config.written();
        }
        return held != null && held.left() > 0 ? held.credentials() : null;
    }

    private synchronized boolean mayAskAgain() {
        return System.nanoTime() - asked > SOONEST_AGAIN.toNanos();
    }

    private synchronized @Nullable SQLException refusalOf(Credentials login) {
        return refusal != null && refusal.credentials().equals(login) ? refusal.failure() : null;
    }

    /** Whether physical connections of this login are to be replaced. */
    public synchronized boolean isFormer(Credentials login) {
        return held != null && !held.credentials().equals(login);
    }

    /** Takes note that the database does not let these in. */
    public void refused(Credentials login, SQLException failure) {
        synchronized (this) {
            refusal = new Refusal(login, failure);
            if (config.origin().isPresent()) {
                askIn(LOOK_AFTER_REFUSAL);
            }
        }
    }

    /** Lets credentials be tried again that were refused. */
    public synchronized void forgetRefusal() {
        refusal = null;
    }

    private Credentials ask() throws SQLException, InterruptedException {
        try {
            return beginToAsk().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure
                    ? failure
                    : new SQLException("connection '" + connection + "': no credentials", e);
        }
    }

    /** Asks the source, or joins the question that is under way. */
    private synchronized CompletableFuture<Credentials> beginToAsk() {
        if (asking.isDone()) {
            long began = System.nanoTime();
            asked = began;
            asking =
                    workers.callWithin(
                                    limit,
                                    config.origin().orElseThrow().source()::obtain,
                                    late -> {})
                            .handle((lease, failure) -> take(lease, failure, began));
        }
        return asking;
    }

    private Credentials take(@Nullable Lease lease, @Nullable Throwable failure, long began) {
        if (lease == null) {
            SQLException said = failure(failure);
            tryAgainLater(said);
            throw new CompletionException(said);
        }
        Credentials login = config.complete(lease.credentials());
        login.password().map(Secret::reveal).ifPresent(redaction::learn);
        if (keep(login, lease, began)) {
            changed.run();
        }
        return login;
    }

    /** Returns whether others than before are to be used from now on. */
    private synchronized boolean keep(Credentials login, Lease lease, long began) {
        boolean differs = isFormer(login) || isOtherThanRefused(login);
        if (isOtherThanRefused(login)) {
            refusal = null;
        }
        held = null;
        if (lease.validFor().isPresent()) {
            long nanos = lease.validFor().get().toNanos();
            held = new Held(login, began + nanos);
            stopTimer();
            Duration renewal =
                    Duration.ofNanos(
                            nanos / 3 * 2 - ThreadLocalRandom.current().nextLong(nanos / 10 + 1));
            boolean sooner = refusal != null && LOOK_AFTER_REFUSAL.compareTo(renewal) < 0;
            askIn(sooner ? LOOK_AFTER_REFUSAL : renewal);
        }
        return differs;
    }

    private synchronized boolean isOtherThanRefused(Credentials login) {
        return refusal != null && !refusal.credentials().equals(login);
    }

    private SQLException failure(@Nullable Throwable failure) {
        String who = config.origin().map(CredentialsConfig.Origin::description).orElse("");
        Throwable clean =
                failure == null
                        ? new IllegalStateException("it gave nothing")
                        : redaction.clean(failure);
        String said = clean instanceof OwnWords ? clean.getMessage() : clean.toString();
        return new OwnSqlException(
                "connection '%s': no credentials from %s: %s".formatted(connection, who, said),
                UNREACHABLE,
                clean);
    }

    private void tryAgainLater(SQLException said) {
        synchronized (this) {
            if (held == null && refusal == null) {
                return; // the next login asks
            }
            askIn(held == null ? LOOK_AFTER_REFUSAL : pauseWithin(held.left()));
        }
        LOG.warn(
                "connection={} event=credentials_not_renewed reason=\"{}\"",
                connection,
                said.getMessage());
    }

    /** When the lease is over there is no more hurry: who needs a login asks. */
    private static Duration pauseWithin(long nanosLeft) {
        Duration quarter = Duration.ofNanos(nanosLeft).dividedBy(4);
        if (nanosLeft <= 0 || quarter.compareTo(LATEST_AGAIN) > 0) {
            return LATEST_AGAIN;
        }
        return quarter.compareTo(SOONEST_AGAIN) < 0 ? SOONEST_AGAIN : quarter;
    }

    /** Asks the source after a while, if it is not to be asked sooner. */
    private synchronized void askIn(Duration pause) {
        if (closed || (next != null && next.getDelay(TimeUnit.NANOSECONDS) <= pause.toNanos())) {
            return;
        }
        stopTimer();
        try {
            next =
                    workers.scheduler()
                            .schedule(this::askByItself, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            closed = true;
        }
    }

    private void askByItself() {
        synchronized (this) {
            if (closed) {
                return;
            }
            next = null;
        }
        CompletableFuture<?> unused = beginToAsk();
        if (isStillRefused()) {
            askIn(LOOK_AFTER_REFUSAL);
        }
    }

    private synchronized boolean isStillRefused() {
        return refusal != null;
    }

    private void stopTimer() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Asks no more by itself. */
    @Override
    public synchronized void close() {
        closed = true;
        stopTimer();
    }
}
