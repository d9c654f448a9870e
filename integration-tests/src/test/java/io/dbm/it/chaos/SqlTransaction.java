package io.dbm.it.chaos;

import io.dbm.Isolation;
import io.dbm.Transaction;
import io.dbm.TransactionOptions;
import io.dbm.UnknownCommitOutcomeException;
import io.dbm.it.chaos.Ledger.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One transaction of several layers: entries, and an amount from one account to another, which is
 * in two postings and in two balances.
 */
final class SqlTransaction {

    static final int ACCOUNTS = 64;

    private final Handles handles;
    private final Notes notes;
    private final Ledger ledger;
    private final Random random;
    private final long id;
    private final boolean timed;
    private final boolean bound;
    private final boolean rollingBack;
    private final boolean throwing;
    private final boolean swallowing;

    private boolean counts;
    private boolean swallowed;
    private int entries;
    private int postings;
    private Waits.Wait waiting;

    /** What the work throws of its own will. */
    private static final class PlannedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private interface Step {
        void run(Transaction transaction);
    }

    SqlTransaction(Handles handles, Notes notes, Ledger ledger, Random random) {
        this.handles = handles;
        this.notes = notes;
        this.ledger = ledger;
        this.random = random;
        this.id = ledger.next();
        this.timed = random.nextBoolean();
        this.bound = oneIn(5);
        this.rollingBack = oneIn(40);
        this.throwing = oneIn(40);
        this.swallowing = oneIn(10);
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    void run() {
        notes.operation("TRANSACTION");
        List<Step> steps = steps();
        Outcome outcome;
        Waits.Wait whole = notes.waits().begin(timed ? Call.TIMED_TRANSACTION : Call.BEGIN);
        waiting = whole;
        try {
            handles.connection().useTransaction(options(), tx -> work(tx, steps));
            outcome = rollingBack ? Outcome.FAILED : Outcome.ACKNOWLEDGED;
        } catch (UnknownCommitOutcomeException e) {
            notes.failure(e);
            outcome = Outcome.UNKNOWN;
        } catch (PlannedException planned) {
            outcome = Outcome.FAILED;
        } catch (Throwable e) {
            notes.failure(e);
            outcome = Outcome.FAILED;
        }
        waiting.end();
        if (timed && waiting != whole) {
            whole.end();
        }
        ledger.note(id, new Rows(entries, postings), outcome);
    }

    private TransactionOptions options() {
        TransactionOptions options = TransactionOptions.defaults();
        if (timed) {
            options = options.timeout(Limits.SHORT.transaction()).retry(random.nextInt(3));
        }
        if (bound) {
            options = options.bindToThread();
        }
        return oneIn(10) ? options.isolation(Isolation.SERIALIZABLE) : options;
    }

    /** The work may run more than once. */
    private void work(Transaction transaction, List<Step> steps) {
        begun();
        entries = 0;
        postings = 0;
        swallowed = false;
        try {
            steps.forEach(step -> run(step, transaction));
            if (rollingBack) {
                transaction.setRollbackOnly();
            }
            if (throwing) {
                throw new PlannedException();
            }
        } finally {
            worked();
        }
    }

    /** The time of a transaction counts from the first line of its first attempt on. */
    private void begun() {
        if (!timed) {
            waiting.end();
        } else if (!counts) {
            counts = true;
            waiting = notes.waits().begin(Call.TIMED_WORK);
        }
    }

    private void worked() {
        if (!timed) {
            waiting = notes.waits().begin(Call.END);
        }
    }

    /** An application may think that it knows better than a failure. */
    private void run(Step step, Transaction transaction) {
        try {
            step.run(transaction);
        } catch (Exception e) {
            notes.failure(e);
            if (!swallowing) {
                throw e;
            }
            swallowed = true;
        }
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Layer layer = layer();
            steps.add(tx -> addEntry(tx, layer));
        }
        int from = random.nextInt(ACCOUNTS);
        int to = random.nextInt(ACCOUNTS);
        int amount = 1 + random.nextInt(100);
        for (boolean taken : List.of(true, false)) {
            int account = taken ? from : to;
            int change = taken ? -amount : amount;
            Layer posting = layer();
            Layer balance = layer();
            steps.add(
                    tx -> {
                        timed(() -> posting.in(tx).addPosting(id, account, change));
                        postings++;
                        timed(() -> balance.in(tx).change(account, change));
                    });
        }
        if (oneIn(8)) {
            boolean failing = random.nextBoolean();
            Layer layer = layer();
            steps.add(tx -> addNested(tx, layer, failing));
        }
        if (oneIn(8)) {
            Layer layer = layer();
            steps.add(tx -> compareEntries(tx, layer));
        }
        if (bound) {
            steps.add(tx -> addEntryOnThread());
        }
        if (oneIn(50)) {
            Layer layer = layer();
            steps.add(tx -> writeBeside(tx, layer));
        }
        Collections.shuffle(steps, random);
        return steps;
    }

    private Layer layer() {
        return Layer.any(random);
    }

    private void addEntry(Transaction transaction, Layer layer) {
        notes.operation(layer.name());
        timed(() -> layer.in(transaction).addEntry(id, layer.name()));
        entries++;
    }

    /** Code that knows nothing of the transaction takes part in it. */
    private void addEntryOnThread() {
        timed(() -> handles.mapper().addEntry(id, "bound mapper"));
        entries++;
        timed(
                () ->
                        handles.database()
                                .update(
                                        "insert into entry (write_id, layer) values (?, 'bound')",
                                        id));
        entries++;
    }

    private void addNested(Transaction transaction, Layer layer, boolean failing) {
        try {
            transaction.useTransaction(
                    TransactionOptions.defaults().nested(),
                    part -> {
                        timed(() -> layer.in(part).addEntry(id, layer.name()));
                        if (failing) {
                            throw new PlannedException();
                        }
                    });
            entries++;
        } catch (PlannedException planned) {
            // it alone is rolled back
        }
    }

    /** Unless a failure was passed over: its database may have rolled back what came before. */
    private void compareEntries(Transaction transaction, Layer layer) {
        int before = entries;
        int seen = layer.in(transaction).entries(id);
        if (seen != before && !swallowed) {
            notes.strange(layer + " sees " + seen + " of the " + before + " entries of " + id);
        }
    }

    /** A write of its own, whatever becomes of the one around it. */
    private void writeBeside(Transaction transaction, Layer layer) {
        long beside = ledger.next();
        Outcome outcome;
        try {
            transaction.useTransaction(
                    TransactionOptions.defaults().requiresNew(),
                    tx -> layer.in(tx).addEntry(beside, layer.name()));
            outcome = Outcome.ACKNOWLEDGED;
        } catch (UnknownCommitOutcomeException e) {
            notes.failure(e);
            outcome = Outcome.UNKNOWN;
        } catch (Exception e) {
            notes.failure(e);
            outcome = Outcome.FAILED;
        }
        ledger.note(beside, new Rows(1, 0), outcome);
    }

    /** A statement in a transaction with a limit has that one. */
    private void timed(Runnable statement) {
        Waits.Wait wait = notes.waits().begin(timed ? Call.TIMED_WORK : Call.STATEMENT);
        try {
            statement.run();
        } finally {
            wait.end();
        }
    }
}
