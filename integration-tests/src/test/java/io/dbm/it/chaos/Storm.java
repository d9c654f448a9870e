package io.dbm.it.chaos;

import io.dbm.it.chaos.Fault.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Lets the faults of a schedule happen. */
final class Storm {

    private final Scene scene;
    private final long start = System.nanoTime();

    Storm(Scene scene) {
        this.scene = scene;
    }

    /** Returns when all faults are over, and everything is as it should be. */
    void rage(Schedule schedule) {
        List<CompletableFuture<Void>> places = new ArrayList<>();
        ExecutorService threads =
                Executors.newCachedThreadPool(task -> new Thread(task, "chaos-storm"));
        try {
            for (Place place : Place.values()) {
                List<Strike> strikes = schedule.strikes(place);
                places.add(CompletableFuture.runAsync(() -> rage(strikes), threads));
            }
            places.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void rage(List<Strike> strikes) {
        for (Strike strike : strikes) {
            awaitTime(strike.at());
            try {
                strike.fault().begin(scene);
                awaitTime(strike.end());
                strike.fault().end(scene);
            } catch (Exception e) {
                throw new IllegalStateException("the test could not bring about " + strike, e);
            }
        }
    }

    private void awaitTime(Duration at) {
        long due = start + at.toNanos();
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
