package io.dbm.examples.transfer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The point between debit and credit, where a kill hurts most. Debits alone run through {@link
 * Jdbi}, which reports each statement that it has run: the transfer itself need not know.
 */
final class Halfway implements SqlLogger {

    private final AtomicInteger debits = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();

    /** Has something happen after the next debit, on its thread. */
    void then(Runnable event) {
        next.set(event);
    }

    /** Returns how often a transfer has come here, repeated attempts included. */
    int debits() {
        return debits.get();
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        debits.incrementAndGet();
        Runnable event = next.getAndSet(null);
        if (event != null) {
            event.run();
        }
    }
}
