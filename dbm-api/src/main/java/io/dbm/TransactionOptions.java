package io.dbm;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction is to run; immutable. Begin with {@link #defaults()}, and name what differs:
 *
 * <pre>{@code
 * TransactionOptions.defaults().isolation(Isolation.SERIALIZABLE).retry(3)
 * }</pre>
 *
 * @since 0.1.0
 */
public final class TransactionOptions {

    /** What a call does when it is made on a transaction, or on a thread that one is bound to. */
    public enum Propagation {
        /** It is part of that transaction. */
        JOINED,
        /** It is a part of that transaction that can be rolled back by itself. */
        NESTED,
        /** It is a transaction of its own, on a second JDBC connection. */
        REQUIRES_NEW
    }

    private static final TransactionOptions DEFAULTS = new TransactionOptions();

    private @Nullable Isolation isolation;
    private boolean readOnly;
    private @Nullable Duration timeout;
    private @Nullable String name;
    private int retries;
    private Propagation propagation = Propagation.JOINED;
    private boolean bound;

    private TransactionOptions() {}

    private TransactionOptions with(Consumer<TransactionOptions> change) {
        TransactionOptions copy = new TransactionOptions();
        copy.isolation = isolation;
        copy.readOnly = readOnly;
        copy.timeout = timeout;
        copy.name = name;
        copy.retries = retries;
        copy.propagation = propagation;
        copy.bound = bound;
        change.accept(copy);
        return copy;
    }

    /**
     * Returns the options of a transaction about which nothing is said: the database's isolation,
     * for reading and writing, no time limit but each statement's query-timeout, no retry, joined.
     */
    public static TransactionOptions defaults() {
        return DEFAULTS;
    }

    /** Asks for an isolation, for this transaction only. */
    public TransactionOptions isolation(Isolation asked) {
        Objects.requireNonNull(asked);
        return with(copy -> copy.isolation = asked);
    }

    /** Has the database refuse every change. */
    public TransactionOptions readOnly() {
        return with(copy -> copy.readOnly = true);
    }

    /**
     * Limits the time of the transaction as a whole, all its attempts and the pauses between them
     * included, in place of the query-timeout of its statements, which may be shorter or longer.
     *
     * <p>When it is over, the statement in flight is ended and the transaction rolled back. It
     * begins with the first JDBC connection: the wait for that has its own limit, acquire-timeout.
     * It also ends a transaction that {@linkplain #requiresNew() runs beside} this one.
     *
     * @param limit zero is no limit, for each statement neither
     */
    public TransactionOptions timeout(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("a timeout must not be negative, and is " + limit);
        }
        return with(copy -> copy.timeout = limit);
    }

    /** Gives it a name, for errors to tell. */
    public TransactionOptions name(String given) {
        Objects.requireNonNull(given);
        return with(copy -> copy.name = given);
    }

    /**
     * Runs the whole work again, in a fresh transaction, if the transaction was rolled back because
     * it lost against another one: a serialization failure, a deadlock, SQLite's "busy".
     *
     * <p>Before the first further attempt it pauses for up to 10 ms at random, before each next one
     * for up to twice as long, at most 1 s. Nothing else is retried, an unknown outcome least of
     * all. What the work does outside the database it does again, so let it do nothing there. A
     * call that joins a transaction leaves it to that one to be retried.
     *
     * @param times how many further attempts there may be; 0 is none
     */
    public TransactionOptions retry(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("retries must not be negative, and are " + times);
        }
        return with(copy -> copy.retries = times);
    }

    /**
     * Makes a call on a transaction a part of it that can be rolled back by itself, by a savepoint;
     * elsewhere it begins a transaction as usual.
     */
    public TransactionOptions nested() {
        return with(copy -> copy.propagation = Propagation.NESTED);
    }

    /**
     * Makes a call on a transaction a transaction of its own, on a second JDBC connection; the
     * first one holds its own meanwhile, and its locks.
     */
    public TransactionOptions requiresNew() {
        return with(copy -> copy.propagation = Propagation.REQUIRES_NEW);
    }

    /**
     * Binds the transaction to the running thread while its work runs, for code that it cannot be
     * passed to: {@link NamedConnection#inTransaction}, {@link NamedConnection#mapper} and {@link
     * NamedConnection#database} of the same connection then join it.
     *
     * <p>It is bound to that one thread, platform or virtual: a thread that the work starts does
     * not inherit it. Access layers that were asked for outside the transaction, such as a {@code
     * DataSource}, take no part in it.
     */
    public TransactionOptions bindToThread() {
        return with(copy -> copy.bound = true);
    }

    /** Returns the isolation that was asked for. */
    public Optional<Isolation> isolation() {
        return Optional.ofNullable(isolation);
    }

    /** Whether every change is to be refused. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Returns the time limit of the whole. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** Returns the name. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** Returns how many further attempts there may be. */
    public int retries() {
        return retries;
    }

    /** Returns what a call does that is made on a transaction. */
    public Propagation propagation() {
        return propagation;
    }

    /** Whether the transaction is bound to the running thread. */
    public boolean isBoundToThread() {
        return bound;
    }
}
