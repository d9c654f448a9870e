package io.dbm.core.internal.pool;

import io.dbm.spi.BorrowListener;
import java.time.Duration;

/** Passes on what clients with pools of their own tell, to whoever listens at the moment. */
public final class BorrowTimes implements BorrowListener {

    private volatile BorrowListener listener = BorrowListener.NONE;

    BorrowTimes() {}

    /** Has another one hear of it from now on, in place of who did before. */
    public void observe(BorrowListener next) {
        listener = next;
    }

    @Override
    public boolean isActive() {
        return listener.isActive();
    }

    @Override
    public void borrowed(Duration waited) {
        listener.borrowed(waited);
    }

    @Override
    public void givenBack(Duration used) {
        listener.givenBack(used);
    }
}
