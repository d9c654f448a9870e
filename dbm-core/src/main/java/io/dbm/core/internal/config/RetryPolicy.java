package io.dbm.core.internal.config;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often connecting is tried, and how long the pauses between are.
 *
 * @param attempts in all, at least 1
 * @param delay before the second attempt
 * @param maxDelay the longest pause
 */
public record RetryPolicy(int attempts, Duration delay, Duration maxDelay) {

    /**
     * Returns the pause after an attempt: it doubles each time up to the longest, less up to half
     * at random, so that many clients of a database that comes back do not come at once.
     *
     * @param attempt counted from 1
     */
    public Duration pauseAfter(int attempt) {
        long longest = maxDelay.toNanos();
        long pause = delay.toNanos();
        for (int doubled = 1; doubled < attempt && pause < longest; doubled++) {
            pause *= 2;
        }
        pause = Math.min(pause, longest);
        return Duration.ofNanos(pause - ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }
}
