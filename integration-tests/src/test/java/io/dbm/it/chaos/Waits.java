package io.dbm.it.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAccumulator;

/** How long callers have waited, at the longest, and where those stood who waited too long. */
final class Waits {

    private static final int DEPTH = 25;

    private final Limits limits;
    private final Map<Call, LongAccumulator> longest = new EnumMap<>(Call.class);
    private final Set<Wait> underWay = ConcurrentHashMap.newKeySet();
    private final Queue<String> overdue = new ConcurrentLinkedQueue<>();
    private final LongAccumulator stall = new LongAccumulator(Math::max, 0);
    private final long born = System.nanoTime();

    Waits(Limits limits) {
        this.limits = limits;
        for (Call call : Call.values()) {
            longest.put(call, new LongAccumulator(Math::max, 0));
        }
    }

    /** A call that is under way. */
    final class Wait {
        private final Call call;
        private final long start = System.nanoTime();
        private final Thread thread = Thread.currentThread();
        private boolean told;

        private Wait(Call call) {
            this.call = call;
        }

        void end() {
            underWay.remove(this);
            longest.get(call).accumulate(System.nanoTime() - start);
        }

        private List<String> where() {
            return Arrays.stream(thread.getStackTrace())
                    .map(StackTraceElement::toString)
                    .filter(line -> !line.contains("Lambda"))
                    .limit(DEPTH)
                    .toList();
        }

        private void look() {
            long now = System.nanoTime();
            if (!told && now - start > call.limit(limits).toNanos() + stall.get()) {
                told = true;
                overdue.add(
                        "%s has not ended at %d ms: %s"
                                .formatted(call, Duration.ofNanos(now - born).toMillis(), where()));
            }
        }
    }

    /** Begins to wait. */
    Wait begin(Call call) {
        Wait wait = new Wait(call);
        underWay.add(wait);
        return wait;
    }

    /** Makes a call, and notes how long that took, however it ended. */
    <T> T time(Call call, Callable<T> work) throws Exception {
        Wait wait = begin(call);
        try {
            return work.call();
        } finally {
            wait.end();
        }
    }

    /** Takes note that the JVM or its machine kept a thread from running. */
    void stalled(Duration late) {
        stall.accumulate(late.toNanos());
    }

    /** Returns how long a thread that wanted to run did not, at the longest. */
    Duration stall() {
        return Duration.ofNanos(stall.get());
    }

    /** Looks who waits too long; to be called often, by one thread. */
    void look() {
        underWay.forEach(Wait::look);
    }

    /** Returns where each stood whose time was over, with the time since the beginning. */
    Queue<String> overdue() {
        return overdue;
    }

    /** Returns the longest wait for each kind of call that was made. */
    Map<Call, Duration> longest() {
        Map<Call, Duration> found = new EnumMap<>(Call.class);
        longest.forEach(
                (call, nanos) -> {
                    if (nanos.get() > 0) {
                        found.put(call, Duration.ofNanos(nanos.get()));
                    }
                });
        return found;
    }
}
