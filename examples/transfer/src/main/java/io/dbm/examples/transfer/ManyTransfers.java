package io.dbm.examples.transfer;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The first act: nothing is killed yet. */
record ManyTransfers(Story story, Bank bank) {

    private static final int THREADS = 4;
    private static final int TRANSFERS_PER_THREAD = 10;

    void play() throws Exception {
        story.title("1. One transaction for Jdbi, MyBatis and JDBC");
        oneThatSucceeds();
        oneThatIsRefused();
        manySideBySide();
        story.audit();
    }

    private void oneThatSucceeds() throws SQLException {
        Transfer transfer = Transfer.of(100, "Ada", "Bo");
        transfer.runOnce(bank.primary());
        story.moved(1);
        story.say(transfer + ": moved");
    }

    private void oneThatIsRefused() throws SQLException {
        Transfer transfer = Transfer.of(5000, "Bo", "Cy");
        try {
            transfer.runOnce(bank.primary());
            throw new IllegalStateException("nobody has that much");
        } catch (InsufficientFundsException e) {
            story.say(
                    transfer
                            + ": refused after all three had written, since "
                            + e.getMessage()
                            + "; all rolled back");
        }
    }

    /** Each reads all balances, so they often lose against each other, and are run again. */
    private void manySideBySide() throws InterruptedException, ExecutionException {
        int before = bank.halfway().debits();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> shares =
                    IntStream.range(0, THREADS).<Callable<Integer>>mapToObj(this::share).toList();
            int moved = 0;
            for (Future<Integer> share : threads.invokeAll(shares)) {
                moved += share.get();
            }
            story.moved(moved);
            int attempts = bank.halfway().debits() - before;
            story.say(
                    moved
                            + " transfers by "
                            + THREADS
                            + " threads, serializable: moved, in "
                            + attempts
                            + " attempts");
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Integer> share(int thread) {
        return () -> {
            for (int i = 0; i < TRANSFERS_PER_THREAD; i++) {
                int from = (thread + i) % Books.NAMES.size();
                int to = (from + 1) % Books.NAMES.size();
                Transfer.of(1 + i, Books.NAMES.get(from), Books.NAMES.get(to))
                        .runOnce(bank.primary());
            }
            return TRANSFERS_PER_THREAD;
        };
    }
}
