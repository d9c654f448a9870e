package io.dbm.provider.mongo;

import io.dbm.spi.BorrowListener;
import io.dbm.spi.ProviderContext;
import io.dbm.spi.StatementListener;

/**
 * Who hears what callers do with a client.
 *
 * @param borrows of its connections
 * @param statements that they run
 */
record Listeners(BorrowListener borrows, StatementListener statements) {

    /** For what dbm does itself. */
    static final Listeners NONE = new Listeners(BorrowListener.NONE, StatementListener.NONE);

    static Listeners of(ProviderContext context) {
        return new Listeners(context.borrows(), context.statements());
    }
}
