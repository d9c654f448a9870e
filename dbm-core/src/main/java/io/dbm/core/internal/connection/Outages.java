package io.dbm.core.internal.connection;

import io.dbm.Health;
import io.dbm.Health.Status;
import io.dbm.core.internal.config.ConnectionConfig;
import io.dbm.core.internal.handle.Outage;
import io.dbm.core.internal.health.HealthChecker;
import io.dbm.core.internal.work.Workers;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done while a connection has no database: it is looked for, and callers wait or are told
 * why.
 *
 * <p>Not safe for use from many threads: its owner holds a lock, also as it hands on what a probe
 * has found.
 */
final class Outages {

    private final Supplier<ConnectionConfig> config;
    private final Attempt attempt;
    private final Workers workers;
    private final LifeLog log;
    private final HealthChecker health;
    private final BackendSlot<?> slot;
    private final Activity activity;
    private final Recovery.Outcome outcome;

    /** Looks for the database during the outage that there is, if there is one. */
    private @Nullable Recovery recovery;

    /** Whether there was a backend, or a try at one. */
    private boolean tried;

    /**
     * Begins with none.
     *
     * @param outcome hears what probes find, with no lock held
     */
    Outages(
            Supplier<ConnectionConfig> config,
            Attempt attempt,
            Workers workers,
            LifeLog log,
            HealthChecker health,
            BackendSlot<?> slot,
            Activity activity,
            Recovery.Outcome outcome) {
        this.config = config;
        this.attempt = attempt;
        this.workers = workers;
        this.log = log;
        this.health = health;
        this.slot = slot;
        this.activity = activity;
        this.outcome = outcome;
    }

    /** Whether there is one. */
    boolean isOn() {
        return recovery != null;
    }

    /** Begins one in which nobody looks for the database before it is asked for. */
    void awaitUse() {
        await();
    }

    /** Begins one, and looks for the database at once. */
    void begin() {
        await().start();
    }

    /**
     * Begins one since the database could not be opened, in which it is looked for if that helps.
     */
    void begin(OpeningFailedException failure) {
        tried = true;
        health.failed(failure);
        Recovery begun = await();
        if (failure.mayPass()) {
            begun.start();
            log.downAtStart(String.valueOf(failure.getMessage()));
        } else {
            begun.giveUp();
            tellHopeless(begun, failure.getMessage());
        }
    }

    /** Ends it: there is a database, or nobody wants one any more. */
    void end() {
        tried = true;
        if (recovery != null) {
            recovery.cancel();
            recovery = null;
        }
    }

    /** Goes on as the configuration says now. */
    void adjust() {
        if (recovery != null && !recovery.isHopeless()) {
            boolean begun = recovery.hasBegun();
            Recovery anew = await(); // wakes those who wait
            if (begun) {
                startByItself(anew);
            }
        }
    }

    /** Looks again for a database that has refused the former login. */
    void loginChanged() {
        if (recovery != null && recovery.isHopeless()) {
            startByItself(await());
        }
    }

    /** What was hopeless is not any more, if a try by hand has failed in a way that may pass. */
    void hopeAgain(Throwable failure) {
        if (recovery != null
                && recovery.isHopeless()
                && config.get().availability().autoReconnect()
                && failure instanceof OpeningFailedException opening
                && opening.mayPass()) {
            health.failed(opening);
            begin();
        }
    }

    private void startByItself(Recovery begun) {
        if (config.get().availability().autoReconnect()) {
            begun.start();
        }
    }

    /** Returns who looks for the database now, if somebody does. */
    Optional<Recovery> lookedFor() {
        return Optional.ofNullable(recovery).filter(Recovery::hasBegun);
    }

    /** Takes note that a probe has found the database; whether it is one of this outage. */
    boolean isBack(Recovery recovered) {
        if (recovery != recovered) {
            return false;
        }
        countProbe(true);
        return true;
    }

    /** Takes note that a probe has found no database. */
    void isStillDown(Recovery probing, AttemptFailedException failure) {
        if (recovery != probing) {
            return;
        }
        countProbe(false);
        health.failed(failure.failure());
        if (probing.isHopeless()) {
            tellHopeless(probing, failure.reason(config.get().redaction()));
        } else if (!config.get().availability().waitWhenDown()) {
            tellCallers(probing); // wakes those who waited for this
        }
    }

    /** The first that a lazy connection makes reaches nothing again. */
    private void countProbe(boolean success) {
        if (tried) {
            activity.reconnected(success);
        }
        tried = true;
    }

    private Recovery await() {
        if (recovery != null) {
            recovery.cancel();
        }
        Recovery begun =
                new Recovery(
                        config.get(),
                        attempt,
                        workers,
                        slot.backend() != null,
                        () -> slot.handle().waiting() > 0,
                        outcome);
        recovery = begun;
        health.suspend();
        tellCallers(begun);
        return begun;
    }

    private void tellHopeless(Recovery given, @Nullable String reason) {
        tellCallers(given); // wakes those who wait
        log.gaveUp(String.valueOf(reason));
    }

    private void tellCallers(Recovery probing) {
        slot.handle().suspend(new Down(probing));
    }

    /** Why there is no backend, and what callers do about it. */
    private final class Down implements Outage {
        private final Recovery probing;

        Down(Recovery probing) {
            this.probing = probing;
        }

        @Override
        public boolean callersWait() {
            return !probing.isHopeless()
                    && (config.get().availability().waitWhenDown()
                            || health.current().status() != Status.DOWN);
        }

        @Override
        public void callerWaits() {
            probing.hurry();
        }

        @Override
        public String reason() {
            Health now = health.current();
            String cause = now.cause().orElse("it has not answered yet");
            return probing.isHopeless()
                    ? cause + "; not tried again before reconnect(), since this would not pass"
                    : now.status() == Status.DOWN ? cause + " (since " + now.since() + ")" : cause;
        }
    }
}
