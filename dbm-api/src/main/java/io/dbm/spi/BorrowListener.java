package io.dbm.spi;

import java.time.Duration;

/**
 * Hears how long callers wait for a physical connection, and use it. Safe for use from many
 * threads; neither blocks nor throws.
 *
 * @since 0.1.0
 */
public interface BorrowListener {

    /** Hears nothing. */
    BorrowListener NONE =
            new BorrowListener() {
                @Override
                public boolean isActive() {
                    return false;
                }

                @Override
                public void borrowed(Duration waited) {}

                @Override
                public void givenBack(Duration used) {}
            };

    /** Whether anybody listens now, so that nobody measures in vain; may change at any time. */
    boolean isActive();

    /** Hears of a physical connection that a caller has got, after this wait. */
    void borrowed(Duration waited);

    /** Hears of one that a caller gave back, after this use. */
    void givenBack(Duration used);
}
