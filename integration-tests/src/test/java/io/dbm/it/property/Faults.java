package io.dbm.it.property;

import io.dbm.it.property.Fault.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the JDBC calls of one thread that reach the driver, and lets one of them fail. */
final class Faults {

    private final List<String> calls = new ArrayList<>();
    private Optional<Fault> fault = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private Optional<SQLException> struck = Optional.empty();
    private int strikes;
    private int commits;
    private int commitsBefore;
    private int lostSavepoints;

    /** Begins to count, and to fail if there is a fault. */
    synchronized void arm(Optional<Fault> next) {
        fault = next;
        thread = Optional.of(Thread.currentThread());
        strikes = 0;
        commits = 0;
        lostSavepoints = 0;
        calls.clear();
        struck = Optional.empty();
    }

    synchronized void disarm() {
        thread = Optional.empty();
    }

    /** Notes that an attempt begins, where the transaction may be run again. */
    synchronized void attempt() {
        if (fault.isPresent() && fault.get().effect() == Effect.CONFLICT) {
            calls.clear();
            struck = Optional.empty();
        }
    }

    /** Counts a call, and says what is to go wrong with it. */
    synchronized Optional<Effect> before(String call) {
        if (thread.isEmpty() || thread.get() != Thread.currentThread()) {
            return Optional.empty();
        }
        calls.add(call);
        return fault.filter(it -> calls.size() == it.at() && strikes < it.attempts())
                .map(Fault::effect)
                .filter(effect -> effect != Effect.CONFLICT || mayConflict(call));
    }

    /** Whether a database may tell at that call that the transaction lost against another one. */
    static boolean mayConflict(String call) {
        return call.startsWith("execute") || call.equals("commit");
    }

    /** Returns the failure to throw. */
    synchronized SQLException strike(Effect effect) {
        SQLException failure =
                new SQLException("injected: " + effect + " at " + calls, effect.sqlState());
        struck = Optional.of(failure);
        strikes++;
        commitsBefore = commits;
        return failure;
    }

    synchronized void committed() {
        commits++;
    }

    synchronized void lostSavepoint() {
        lostSavepoints++;
    }

    /** Returns the calls, in order. */
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Returns the failure that was injected, in this attempt. */
    synchronized Optional<SQLException> struck() {
        return struck;
    }

    /** Whether the failure was injected, in this attempt, into a call of that name. */
    synchronized boolean struckAt(String call) {
        return struck.isPresent() && calls.get(fault.orElseThrow().at() - 1).equals(call);
    }

    /** Whether the failure broke the connection. */
    synchronized boolean broke() {
        return struck.isPresent() && fault.orElseThrow().effect().breaks();
    }

    synchronized int strikes() {
        return strikes;
    }

    /** Returns how many commits have taken effect. */
    synchronized int commits() {
        return commits;
    }

    /** Returns how many commits had taken effect when the failure was injected. */
    synchronized int commitsBefore() {
        return commitsBefore;
    }

    /** Returns how many rollbacks to a savepoint have failed. */
    synchronized int lostSavepoints() {
        return lostSavepoints;
    }
}
