package io.dbm.it;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another thread will bring about. */
public final class Conditions {

    private Conditions() {}

    public static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the condition did not come true");
            }
            Thread.sleep(2);
        }
    }
}
