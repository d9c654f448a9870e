package io.dbm.core.internal.transaction;

import io.dbm.TransactionOptions;
import io.dbm.core.internal.work.Durations;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The attempts at one transaction, within its time. */
final class Attempts {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** So long that nobody sees its end, and short enough to be counted in nanoseconds. */
    private static final Duration AGES = Duration.ofDays(36_500);

    private final TransactionOptions options;
    private final OptionalLong endOfOuter;
    private final Grace grace;
    private int left;
    private Duration pause = FIRST_PAUSE;
    private @Nullable OptionalLong end;
    private boolean isOwn;
    private @Nullable JdbcTransaction latest;

    /**
     * Makes none yet.
     *
     * @param endOfOuter when the time of the transaction is over that waits for this one
     * @param grace how much longer they may take, which that one's is, too
     */
    Attempts(TransactionOptions options, OptionalLong endOfOuter, Grace grace) {
        this.grace = grace;
        this.options = options;
        this.endOfOuter = endOfOuter;
        this.left = options.retries();
    }

    /**
     * Returns when the time is over, by {@link System#nanoTime()}; it begins with the first call.
     */
    OptionalLong end() {
        if (end == null) {
            OptionalLong own = ownEnd();
            end = earlier(own, endOfOuter);
            isOwn = end.equals(own);
        }
        return end;
    }

    /** Returns what has set the {@link #end}, in an error's words. */
    String limit() {
        return isOwn
                ? "its timeout of " + options.timeout().orElse(Duration.ZERO).toMillis() + " ms"
                : "the timeout of the transaction that waits for it";
    }

    /** Returns when the time of the transaction is over that waits for this one. */
    OptionalLong endOfOuter() {
        return endOfOuter;
    }

    Grace grace() {
        return grace;
    }

    private OptionalLong ownEnd() {
        Duration limit = options.timeout().orElse(Duration.ZERO);
        return limit.isZero()
                ? OptionalLong.empty()
                : OptionalLong.of(System.nanoTime() + Durations.shorter(limit, AGES).toNanos());
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.getAsLong() - other.getAsLong() < 0 ? one : other;
    }

    /** Notes the attempt that is made. */
    void begin(JdbcTransaction transaction) {
        latest = transaction;
    }

    /** Whether there is to be another attempt after the latest one has failed; pauses if so. */
    boolean mayGoOn() {
        if (left == 0 || latest == null || !latest.hasLost()) {
            return false;
        }
        long nanos = ThreadLocalRandom.current().nextLong(pause.toNanos());
        if (end().isPresent() && end().getAsLong() - System.nanoTime() <= nanos) {
            return false;
        }
        left--;
        latest = null;
        Duration doubled = pause.multipliedBy(2);
        pause = Durations.shorter(doubled, LONGEST_PAUSE);
        return slept(nanos);
    }

    private static boolean slept(long nanos) {
        try {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
