package io.dbm.it.chaos;

import io.dbm.DataAccessException;
import io.dbm.it.chaos.Layer.Borrowed;
import io.dbm.it.chaos.Ledger.Outcome;
import java.sql.SQLTransientConnectionException;
import java.util.Random;

/** Writes through all layers, in statements by themselves and in transactions. */
final class SqlCaller implements Caller {

    private static final Rows ONE_ENTRY = new Rows(1, 0);

    private final Handles handles;
    private final Notes notes;
    private final Random random;
    private final Ledger ledger;
    private final String endless;

    /**
     * Makes a caller.
     *
     * @param endless a query that lasts longer than query-timeout
     */
    SqlCaller(Handles handles, Notes notes, Ledger ledger, Random random, String endless) {
        this.handles = handles;
        this.notes = notes;
        this.ledger = ledger;
        this.random = random;
        this.endless = endless;
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public void call() {
        int dice = random.nextInt(200);
        Layer layer = Layer.any(random);
        if (dice == 0) {
            use(layer, statements -> statements.number(endless));
        } else if (dice < 100) {
            write(layer);
        } else {
            new SqlTransaction(handles, notes, ledger, random).run();
        }
    }

    private void write(Layer layer) {
        long id = ledger.next();
        ledger.note(id, ONE_ENTRY, use(layer, statements -> statements.addEntry(id, layer.name())));
    }

    private interface Use {
        void of(Statements statements);
    }

    /** Whatever fails after the borrow may have arrived. */
    private Outcome use(Layer layer, Use use) {
        notes.operation(layer.name());
        Borrowed borrowed;
        try {
            borrowed = notes.waits().time(Call.BORROW, () -> layer.borrow(handles));
        } catch (Exception e) {
            notes.failure(e);
            return Outcome.FAILED;
        }
        try {
            Call call = layer == Layer.DATABASE ? Call.DATABASE : Call.STATEMENT;
            notes.waits()
                    .time(
                            call,
                            () -> {
                                use.of(borrowed.statements());
                                return true;
                            });
            return Outcome.ACKNOWLEDGED;
        } catch (Exception e) {
            notes.failure(e);
            return isBorrow(e) ? Outcome.FAILED : Outcome.UNKNOWN;
        } finally {
            giveBack(borrowed);
        }
    }

    private static boolean isBorrow(Exception e) {
        return e instanceof DataAccessException
                && e.getCause() instanceof SQLTransientConnectionException;
    }

    private void giveBack(Borrowed borrowed) {
        try {
            notes.waits()
                    .time(
                            Call.GIVE_BACK,
                            () -> {
                                borrowed.session().close();
                                return true;
                            });
        } catch (Exception e) {
            notes.failure(e);
        }
    }
}
