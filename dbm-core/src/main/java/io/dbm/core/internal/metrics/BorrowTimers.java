package io.dbm.core.internal.metrics;

import io.dbm.spi.BorrowListener;
import java.time.Duration;

/**
 * Takes the time of each borrow.
 *
 * @param borrows how long callers waited
 * @param uses how long they had what they borrowed
 */
record BorrowTimers(SummedTimer borrows, SummedTimer uses) implements BorrowListener {

    @Override
    public boolean isActive() {
        return true;
    }

    @Override
    public void borrowed(Duration waited) {
        borrows.observe(waited);
    }

    @Override
    public void givenBack(Duration used) {
        uses.observe(used);
    }
}
