package io.dbm.it.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.property.Fault.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs one script again and again, with one failure after the other. */
final class Trials {

    static final AtomicInteger RUNS = new AtomicInteger();
    static final AtomicInteger FAILURES = new AtomicInteger();

    private static final Map<Integer, String> ROWS =
            new TreeMap<>(Map.of(0, "a", 1, "b", Run.OTHER_KEYS, "c"));
    private static final Run.Listener NOBODY = place -> {};

    private final Benches benches;
    private final Script script;
    private final Random random;

    /**
     * Prepares to run a script.
     *
     * @param random decides where failures are injected, if not everywhere
     */
    Trials(Benches benches, Script script, Random random) {
        this.benches = benches;
        this.script = script;
        this.random = random;
    }

    /** Runs it without a failure. */
    void withoutFaults() throws SQLException {
        List<String> unused = run(Optional.empty());
    }

    /** Runs it without a failure, and then with at most so many, each in a run of its own. */
    void withFaults(int atMost) throws SQLException {
        List<String> calls = run(Optional.empty());
        List<Fault> faults = new ArrayList<>();
        for (int at = 1; at <= calls.size(); at++) {
            faults.add(new Fault(at, Effect.REFUSED, 1));
            faults.add(new Fault(at, Effect.BROKEN_BEFORE, 1));
            faults.add(new Fault(at, Effect.BROKEN_AFTER, 1));
        }
        Collections.shuffle(faults, random);
        // that a commit fails is the most delicate
        faults.sort((one, other) -> Boolean.compare(isCommit(calls, other), isCommit(calls, one)));
        for (Fault fault : faults.subList(0, Math.min(atMost, faults.size()))) {
            List<String> unused = run(Optional.of(fault));
        }
    }

    private static boolean isCommit(List<String> calls, Fault fault) {
        return calls.get(fault.at() - 1).equals("commit");
    }

    private List<String> run(Optional<Fault> fault) throws SQLException {
        RUNS.incrementAndGet();
        Bench bench = benches.next();
        bench.reset(ROWS);
        try {
            Map<Integer, String> expected = armed(bench, fault, 0);
            bench.requireThatItHolds(expected);
            FAILURES.addAndGet(bench.faults().strikes());
            return bench.faults().calls();
        } catch (AssertionError e) {
            throw new AssertionError(
                    fault.map(it -> "with " + it).orElse("without a fault")
                            + "\n"
                            + bench.faults().calls(),
                    e);
        }
    }

    private Map<Integer, String> armed(Bench bench, Optional<Fault> fault, int retries) {
        bench.faults().arm(fault);
        try {
            return new Run(bench, script, retries, new FaultVerdict(bench.faults()), ROWS, NOBODY)
                    .run();
        } finally {
            bench.faults().disarm();
        }
    }

    /** Runs it with a conflict at one step, in one attempt, in several, and in one too many. */
    void withConflicts(int retries) throws SQLException {
        List<String> calls = run(Optional.empty());
        List<Integer> steps = new ArrayList<>();
        for (int at = 1; at <= calls.size(); at++) {
            if (Faults.mayConflict(calls.get(at - 1))) {
                steps.add(at);
            }
        }
        if (steps.isEmpty()) {
            return;
        }
        int at = steps.get(random.nextInt(steps.size()));
        for (int attempts = 1; attempts <= retries + 1; attempts++) {
            RUNS.incrementAndGet();
            Bench bench = benches.next();
            bench.reset(ROWS);
            Fault fault = new Fault(at, Effect.CONFLICT, attempts);
            try {
                bench.requireThatItHolds(armed(bench, Optional.of(fault), retries));
                assertThat(bench.faults().strikes()).isLessThanOrEqualTo(attempts);
                FAILURES.addAndGet(bench.faults().strikes());
            } catch (AssertionError e) {
                throw new AssertionError("with " + retries + " retries and " + fault, e);
            }
        }
    }

    /** Runs it on a server that ends the connection before one of the operations. */
    void withAKilledConnection() throws SQLException {
        Bench bench = benches.next();
        AtomicInteger steps = new AtomicInteger();
        RUNS.incrementAndGet();
        bench.reset(ROWS);
        Verdict verdict = new FaultVerdict(bench.faults());
        Run.Listener counter = place -> steps.incrementAndGet();
        bench.requireThatItHolds(new Run(bench, script, 0, verdict, ROWS, counter).run());
        int last = random.nextInt(steps.get());
        RUNS.incrementAndGet();
        FAILURES.incrementAndGet();
        bench.reset(ROWS);
        AtomicInteger left = new AtomicInteger(last);
        Run.Listener killer =
                place -> {
                    if (left.getAndDecrement() == 0) {
                        bench.kill(place);
                    }
                };
        try {
            Map<Integer, String> expected =
                    new Run(bench, script, 0, new KillVerdict(), ROWS, killer).run();
            bench.discardTheKilled();
            bench.requireThatItHolds(expected);
        } catch (AssertionError e) {
            throw new AssertionError("with the connection killed before step " + last, e);
        }
    }
}
