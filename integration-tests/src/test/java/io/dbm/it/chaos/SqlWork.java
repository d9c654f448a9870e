package io.dbm.it.chaos;

import io.dbm.Transaction;
import java.util.Random;

/**
 * Work on a SQL database, through every layer.
 *
 * @param endless a query that lasts longer than query-timeout
 */
record SqlWork(Handles handles, Notes notes, String endless) implements Work {

    @Override
    public Caller caller(Ledger ledger, Random random) {
        return new SqlCaller(handles, notes, ledger, random, endless);
    }

    @Override
    public void useEachLayer() throws Exception {
        for (Layer layer : Layer.values()) {
            Layer.Borrowed borrowed = layer.borrow(handles);
            try (AutoCloseable session = borrowed.session()) {
                borrowed.statements().change(-1, 0);
                int unused = borrowed.statements().entries(-1);
            }
        }
        handles.connection().useTransaction(SqlWork::useEachLayer);
        int unused = handles.mapper().entries(-1);
    }

    private static void useEachLayer(Transaction transaction) {
        for (Layer layer : Layer.values()) {
            int unused = layer.in(transaction).entries(-1);
        }
    }
}
