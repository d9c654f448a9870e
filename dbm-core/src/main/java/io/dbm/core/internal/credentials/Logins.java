package io.dbm.core.internal.credentials;

import io.dbm.core.internal.credentials.CredentialsConfig.Origin;
import io.dbm.core.internal.failure.OwnSqlException;
import io.dbm.core.internal.failure.OwnWords;
import io.dbm.core.internal.failure.Redaction;
import io.dbm.core.internal.log.Quoted;
import io.dbm.core.internal.work.Durations;
import io.dbm.core.internal.work.Workers;
import io.dbm.spi.Credentials;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private static final Duration SOONEST_RENEWAL = Duration.ofMillis(500);
    private static final Duration SOONEST_AGAIN = Duration.ofSeconds(1);
    private static final Duration LATEST_AGAIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AFTER_REFUSAL = Duration.ofSeconds(2);
    private static final Duration LONGEST_LEASE = Duration.ofDays(365);

    private final String connection;
    private final CredentialsConfig config;
    private final Redaction redaction;
    private final Workers workers;
    private final Runnable changed;
    private final @Nullable Inquiry inquiry;

    private @Nullable Held held;
    private @Nullable Refusal refusal;
    private int refusals;
    private boolean tellChange;
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
     * @param changed is run when other credentials than before are to be used; no lock of this is
     *     held
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
        this.workers = workers;
        this.changed = changed;
        Origin from = config.origin().orElse(null);
        this.inquiry =
                from == null ? null : new Inquiry(from.source(), limit, workers, new Answer(from));
    }

    /**
     * Returns who logs in next; may block.
     *
     * @throws SQLException if the source has no credentials, or if the database has refused those
     *     that it has; then what the database said
     */
    public Credentials get() throws SQLException, InterruptedException {
        Credentials login = config.written();
        if (inquiry != null) {
            Credentials known = valid();
            login = known == null ? ask(inquiry) : known;
            if (known != null && refusalOf(known) != null && inquiry.isQuiet()) {
                login = ask(inquiry);
            }
        }
        SQLException refused = refusalOf(login);
        if (refused != null) {
            throw refused;
        }
        return login;
    }

    private synchronized @Nullable Credentials valid() {
        return held != null && held.left() > 0 ? held.credentials() : null;
    }

    private synchronized @Nullable SQLException refusalOf(Credentials login) {
        return refusal != null && refusal.credentials().equals(login) ? refusal.failure() : null;
    }

    private Credentials ask(Inquiry source) throws SQLException, InterruptedException {
        try {
            return source.await();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure
                    ? failure
                    : new OwnSqlException("no credentials", UNREACHABLE, e);
        } catch (TimeoutException e) {
            throw new OwnSqlException("no credentials in time", UNREACHABLE, e);
        }
    }

    /** Whether physical connections of this login are to be replaced. */
    public synchronized boolean isFormer(Credentials login) {
        return held != null && !held.credentials().equals(login);
    }

    /** Takes note that the database has let somebody in. */
    public void admitted() {
        synchronized (this) {
            refusals = 0;
        }
    }

    /** Takes note that the database does not let these in. */
    public void refused(Credentials login, SQLException failure) {
        boolean news;
        synchronized (this) {
            if (isFormer(login)) {
                return; // others are to be tried anyway
            }
            news = refusalOf(login) == null;
            refusal = new Refusal(login, failure);
            refusals++;
            askAfterRefusal();
        }
        if (news && inquiry != null) {
            LOG.warn(
                    "connection={} event=login_refused remedy=\"have the source say what the database"
                            + " takes, or reconnect() once it takes this\"",
                    connection);
        }
    }

    /** Lets credentials be tried again that were refused. */
    public synchronized void forgetRefusal() {
        refusal = null;
        refusals = 0;
    }

    /** Takes what the source says. */
    private final class Answer implements Inquiry.Answer {
        private final Origin origin;

        Answer(Origin origin) {
            this.origin = origin;
        }

        @Override
        public Credentials take(@Nullable Lease lease, @Nullable Throwable failure, long began)
                throws SQLException {
            Credentials login = lease == null ? null : config.complete(lease.credentials());
            if (lease == null || login == null) {
                throw nothing(failure == null ? "it gave nothing" : null, failure);
            }
            if (login.password().isPresent() && login.user().isEmpty()) {
                throw nothing("it says a password and no user: write user", null);
            }
            login.password().map(Secret::reveal).ifPresent(redaction::learn);
            keep(login, lease, began);
            return login;
        }

        private SQLException nothing(@Nullable String why, @Nullable Throwable failure) {
            Throwable clean = failure == null ? null : redaction.clean(failure);
            String said =
                    why != null
                            ? why
                            : clean instanceof OwnWords
                                    ? clean.getMessage()
                                    : String.valueOf(clean);
            String message = "no credentials from %s: %s".formatted(origin.description(), said);
            tryAgainLater(message);
            return new OwnSqlException(message, UNREACHABLE, clean);
        }

        @Override
        public void taken() {
            if (takeChange()) {
                changed.run();
            }
        }
    }

    private synchronized boolean takeChange() {
        boolean tell = tellChange && !closed;
        tellChange = false;
        return tell;
    }

    private synchronized void keep(Credentials login, Lease lease, long began) {
        boolean others = refusal != null && !refusal.credentials().equals(login);
        tellChange |= isFormer(login) || others;
        if (others) {
            refusal = null;
        }
        held = null;
        stopTimer();
        lease.validFor().ifPresent(time -> hold(login, time, began));
        askAfterRefusal();
    }

    private void hold(Credentials login, Duration validFor, long began) {
        long nanos = Durations.shorter(validFor, LONGEST_LEASE).toNanos();
        held = new Held(login, began + nanos);
        long twoThirds = nanos / 3 * 2 - ThreadLocalRandom.current().nextLong(nanos / 10 + 1);
        Duration left = Duration.ofNanos(twoThirds - (System.nanoTime() - began));
        askIn(Durations.longer(left, SOONEST_RENEWAL));
    }

    /** The pauses grow: a source may say others each time, which are all refused. */
    private void askAfterRefusal() {
        if (refusal != null && inquiry != null) {
            Duration pause = LOOK_AFTER_REFUSAL.multipliedBy(1L << Math.min(refusals / 4, 4));
            askIn(Durations.shorter(pause, LATEST_AGAIN));
        }
    }

    private void tryAgainLater(String message) {
        synchronized (this) {
            if (closed || (held == null && refusal == null)) {
                return; // the next login asks
            }
            if (held == null) {
                askAfterRefusal();
            } else {
                askIn(pauseWithin(held.left()));
            }
        }
        LOG.warn(
                "connection={} event=credentials_not_renewed reason={}",
                connection,
                Quoted.of(message));
    }

    /** When the lease is over there is no more hurry: who needs a login asks. */
    private static Duration pauseWithin(long nanosLeft) {
        return nanosLeft <= 0
                ? LATEST_AGAIN
                : Durations.longer(
                        Durations.shorter(Duration.ofNanos(nanosLeft / 4), LATEST_AGAIN),
                        SOONEST_AGAIN);
    }

    /** Asks the source after a while, if it is not to be asked sooner. */
    private void askIn(Duration pause) {
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
        if (inquiry != null) {
            CompletableFuture<?> unused = inquiry.begin();
        }
    }

    private void stopTimer() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }

    /** Asks no more by itself, and ends a question that is under way. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            stopTimer();
        }
        if (inquiry != null) {
            inquiry.close();
        }
    }
}
