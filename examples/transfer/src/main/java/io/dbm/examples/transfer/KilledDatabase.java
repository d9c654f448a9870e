package io.dbm.examples.transfer;

import io.dbm.UnknownCommitOutcomeException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The third act: the server is killed, and started again. The application goes on with what it
 * holds.
 */
record KilledDatabase(Story story, Bank bank, TemporaryPostgres server) {

    void play() throws Exception {
        story.title("3. The database is killed, and started again on the same data");
        betweenDebitAndCredit();
        whileItCommits(Stall.BEFORE_THE_COMMIT_IS_WRITTEN);
        whileItCommits(Stall.AFTER_THE_COMMIT_IS_WRITTEN);
    }

    private void betweenDebitAndCredit() throws InterruptedException, SQLException, IOException {
        Transfer transfer = Transfer.of(7, "Ada", "Bo");
        bank.halfway().then(server::kill);
        Exception failure = failureOf(start(transfer));
        story.say("killed between debit and credit of " + transfer + ":");
        story.say("  " + firstLine(rootOf(failure)));
        server.restart();
        bank.primary().reconnect(); // does at once what the pool would do as it finds dead ones
        transfer.runOnce(bank.primary());
        story.moved(1);
        story.say("reconnected, run again with the same handles: moved");
        story.audit();
    }

    private void whileItCommits(Stall stall)
            throws InterruptedException, SQLException, IOException {
        Transfer transfer = Transfer.of(30, "Cy", "Ada");
        stall.begin(server);
        bank.primary().reconnect();
        FutureTask<Void> running = start(transfer);
        server.awaitSessionIn(stall.waitEvent());
        server.kill();
        Exception failure = failureOf(running);
        if (!(failure.getCause() instanceof UnknownCommitOutcomeException unknown)) {
            throw new IllegalStateException("it broke in another way", failure);
        }
        story.say("killed while it commits " + transfer + ":");
        story.say("  " + unknown.getClass().getSimpleName());
        server.restart();
        stall.end(server);
        boolean hadMoved = transfer.settle(bank.primary());
        story.moved(1);
        story.say(
                hadMoved
                        ? "the ledger has its id: it had moved, and is not run again"
                        : "the ledger lacks its id: run again, and moved");
        story.audit();
    }

    private FutureTask<Void> start(Transfer transfer) {
        FutureTask<Void> running =
                new FutureTask<>(
                        () -> {
                            transfer.run(bank.primary());
                            return null;
                        });
        Thread thread = new Thread(running, "transfer");
        thread.setDaemon(true);
        thread.start();
        return running;
    }

    private static Exception failureOf(FutureTask<Void> running) throws InterruptedException {
        try {
            running.get();
        } catch (ExecutionException e) {
            return e;
        }
        throw new IllegalStateException("it moved without a database");
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
}
