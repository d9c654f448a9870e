package io.dbm.it.property;

import io.dbm.it.property.Setup.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.apache.ibatis.session.ExecutorType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever work does in a transaction, through whichever access layers, and whatever fails
 * meanwhile: what it reads, what it throws and what is in the database afterwards is what a simple
 * model says.
 *
 * <p>The work is made up at random, and is the same for the same {@code -Dtransactions.seed=}.
 * There is more of it with {@code -Dtransactions.cases=}, which is the number of scripts for each
 * database and set-up of the layers (a quarter of it for PostgreSQL, and 25 times as many without
 * any failure); a failure is injected at up to {@code -Dtransactions.faults=} of the JDBC calls of
 * each.
 */
class TransactionPropertyTest {

    private static final long SEED = Long.getLong("transactions.seed", 1);
    private static final int CASES = Integer.getInteger("transactions.cases", 10);
    private static final int WITHOUT_FAULTS = 25;
    private static final int FAULTS = Integer.getInteger("transactions.faults", 20);
    private static final int FAULTS_WHEN_SHRINKING = 4 * FAULTS;
    private static final Duration SHRINKING = Duration.ofSeconds(10);
    private static final int BENCHES = 12;
    private static final int RETRIES = 2;

    @TempDir static Path folder;

    /** What is done with a script. */
    @FunctionalInterface
    private interface Trial {
        void of(Trials trials, boolean thoroughly) throws SQLException;
    }

    @ParameterizedTest
    @CsvSource({
        "H2, SIMPLE, jdbi",
        "H2, REUSE, mybatis",
        "H2, BATCH, jdbc",
        "SQLITE, BATCH, jdbi",
        "MSSQL, BATCH, jdbi"
    })
    void theLayersAgreeOnTheRowsDuringATransactionAndAfterIt(
            Kind kind, ExecutorType executor, String defaultAccess) throws SQLException {
        run(
                new Setup(kind, executor, defaultAccess),
                CASES * WITHOUT_FAULTS,
                (trials, thoroughly) -> trials.withoutFaults());
    }

    @ParameterizedTest
    @CsvSource({
        "H2, SIMPLE, jdbc",
        "H2, REUSE, jdbi",
        "H2, BATCH, mybatis",
        "SQLITE, SIMPLE, mybatis",
        "SQLITE, BATCH, jdbc",
        "MSSQL, SIMPLE, jdbi"
    })
    void whateverFailsTheDatabaseHoldsAllOrNothingAndTheWorkIsToldWhich(
            Kind kind, ExecutorType executor, String defaultAccess) throws SQLException {
        run(
                new Setup(kind, executor, defaultAccess),
                CASES,
                (trials, thoroughly) ->
                        trials.withFaults(thoroughly ? FAULTS_WHEN_SHRINKING : FAULTS));
    }

    @ParameterizedTest
    @CsvSource({
        "H2, SIMPLE, jdbc",
        "H2, BATCH, jdbi",
        "SQLITE, BATCH, mybatis",
        "MSSQL, REUSE, jdbc"
    })
    void workThatIsRunAgainAfterAConflictEndsAsIfRunOnce(
            Kind kind, ExecutorType executor, String defaultAccess) throws SQLException {
        run(
                new Setup(kind, executor, defaultAccess),
                CASES,
                (trials, thoroughly) -> trials.withConflicts(RETRIES));
    }

    @ParameterizedTest
    @CsvSource({"POSTGRES, SIMPLE, jdbi", "POSTGRES, BATCH, jdbc", "MSSQL, BATCH, mybatis"})
    void aServerThatEndsTheConnectionLeavesAllOrNothing(
            Kind kind, ExecutorType executor, String defaultAccess) throws SQLException {
        run(
                new Setup(kind, executor, defaultAccess),
                CASES / 4,
                (trials, thoroughly) -> trials.withAKilledConnection());
    }

    private static void run(Setup setup, int cases, Trial trial) throws SQLException {
        try (Benches benches = Benches.open(setup, folder, setup.hasOneDatabase() ? 1 : BENCHES)) {
            for (int i = 0; i < cases; i++) {
                long seed = SEED * 1_000_003 + i;
                Script script = Scripts.make(seed, setup.hasSeveralConnections());
                try {
                    trial.of(new Trials(benches, script, new Random(seed)), false);
                } catch (AssertionError | SQLException | RuntimeException e) {
                    throw shrunk(setup, script, seed, trial, e);
                }
            }
        }
    }

    /** Leaves out of a script what its failure does not need. */
    private static AssertionError shrunk(
            Setup setup, Script failing, long seed, Trial trial, Throwable found)
            throws SQLException {
        Script smallest = failing;
        Throwable reason = found;
        long start = System.nanoTime();
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (Script candidate : smallest.smaller()) {
                Optional<Throwable> failure =
                        System.nanoTime() - start < SHRINKING.toNanos()
                                ? failure(setup, candidate, seed, trial)
                                : Optional.empty();
                if (failure.isPresent()) {
                    smallest = candidate;
                    reason = failure.get();
                    smaller = true;
                    break;
                }
            }
        }
        return new AssertionError(
                "%s, -Dtransactions.seed=%d:%n%s".formatted(setup, SEED, smallest)
                        + reason.getMessage(),
                reason);
    }

    private static Optional<Throwable> failure(Setup setup, Script script, long seed, Trial trial)
            throws SQLException {
        try (Benches fresh = Benches.open(setup, folder, 1)) {
            trial.of(new Trials(fresh, script, new Random(seed)), true);
            return Optional.empty();
        } catch (AssertionError | SQLException | RuntimeException e) {
            return Optional.of(e);
        }
    }

    @AfterAll
    static void sayHowMuchWasTried() {
        System.out.println(
                "transactions: %d runs of scripts, %d injected failures"
                        .formatted(Trials.RUNS.get(), Trials.FAILURES.get()));
    }
}
