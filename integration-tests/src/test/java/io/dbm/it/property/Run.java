package io.dbm.it.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.TransactionOptions;
import io.dbm.Transactor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.ibatis.session.SqlSession;

/** Runs a script once, and compares what it does with a model. */
final class Run {

    /** Where the keys begin that a transaction within another one uses. */
    static final int OTHER_KEYS = 100;

    /** Is told of each operation before it runs. */
    @FunctionalInterface
    interface Listener {
        void before(Place place) throws Exception;
    }

    private final Bench bench;
    private final Script script;
    private final int retries;
    private final Faults faults;
    private final Verdict verdict;
    private final Listener listener;
    private final Map<Integer, String> committed;
    private final Steps steps;

    /** Prepares to run a script on these rows. */
    Run(
            Bench bench,
            Script script,
            int retries,
            Verdict verdict,
            Map<Integer, String> rows,
            Listener listener) {
        this.script = script;
        this.retries = retries;
        this.bench = bench;
        this.faults = bench.faults();
        this.verdict = verdict;
        this.listener = listener;
        this.committed = new TreeMap<>(rows);
        this.steps = new Steps(this, faults, verdict, listener);
    }

    /** Runs the script, and returns the rows that the database must hold. */
    Map<Integer, String> run() {
        Throwable failure =
                catchThrowable(
                        () ->
                                transaction(
                                        bench.connection(),
                                        script.style()
                                                .options(bench.strictIsolation())
                                                .retry(retries),
                                        0,
                                        script.style() == Script.Style.BOUND,
                                        script.operations()));
        if (failure instanceof AssertionError wrong) {
            throw wrong;
        }
        return committed;
    }

    /** Runs operations in a transaction of their own. */
    void transaction(
            Transactor transactor,
            TransactionOptions options,
            int base,
            boolean bound,
            List<Operation> operations)
            throws Throwable {
        Model[] last = new Model[1];
        boolean struckBefore = base != 0 && faults.struck().isPresent();
        Throwable thrown =
                catchThrowable(
                        () ->
                                transactor.useTransaction(
                                        options,
                                        tx -> {
                                            if (base == 0) {
                                                faults.attempt();
                                            }
                                            last[0] = new Model(range(committed, base));
                                            if (struckBefore) {
                                                last[0].faultElsewhere();
                                            }
                                            Place place = new Place(bench.connection(), tx, bound);
                                            work(place, last[0], base, operations);
                                        }));
        rethrowIfWrong(thrown);
        if (verdict.isCommitted(Optional.ofNullable(last[0]), Optional.ofNullable(thrown))) {
            range(committed, base).clear();
            committed.putAll(last[0].rows());
        }
        if (thrown != null) {
            throw thrown;
        }
    }

    private static Map<Integer, String> range(Map<Integer, String> rows, int base) {
        return ((TreeMap<Integer, String>) rows).subMap(base, base + Scripts.KEYS);
    }

    private void work(Place place, Model model, int base, List<Operation> operations)
            throws Exception {
        try {
            if (script.myBatisFirst()) {
                assertThat(place.session(SqlSession.class)).isNotNull();
            }
            steps.perform(place, model, model.whole(), base, operations);
            assertThat(place.session(SqlSession.class)).isNotNull();
            listener.before(place);
        } catch (Throwable e) {
            model.threw(e);
            throw e;
        } finally {
            model.ended(faults.commits());
        }
    }

    /** A wrong result must not be taken for a failure of the work. */
    static void rethrowIfWrong(Throwable thrown) {
        Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .filter(AssertionError.class::isInstance)
                .findFirst()
                .ifPresent(
                        wrong -> {
                            throw (AssertionError) wrong;
                        });
    }
}
