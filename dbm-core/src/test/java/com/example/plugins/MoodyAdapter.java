package com.example.plugins;

import io.dbm.spi.AccessAdapter;
import io.dbm.spi.AccessContext;
import io.dbm.spi.AccessLayer;
import io.dbm.spi.AccessSpec;
import io.dbm.spi.JoinedSession;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import io.dbm.spi.TransactionOutcome;
import io.dbm.spi.TransactionParticipant;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings an access layer of a third party, whose sessions fail where a test says. */
public final class MoodyAdapter implements AccessAdapter<MoodyAdapter.Mood> {

    private static final SettingKey<Secret> LICENCE =
            SettingKey.secret("licence", "To be in a mood with.");

    /** What a session can be asked to do. */
    public enum Step {
        JOIN,
        FLUSH,
        CLEAR_CACHE,
        ROLLED_BACK_TO_SAVEPOINT,
        COMPLETED,
        CLOSE
    }

    /** The access layer. */
    public static final class Mood {

        private final List<TransactionOutcome> outcomes = new ArrayList<>();
        private Optional<Step> failing = Optional.empty();
        private Throwable failure = new IllegalStateException();

        /** Has a step fail from now on. */
        public void failAt(Step step, Throwable with) {
            failing = Optional.of(step);
            failure = with;
        }

        /** Returns how the transactions ended in which it took part. */
        public List<TransactionOutcome> outcomes() {
            return outcomes;
        }

        private void reach(Step step) {
            if (failing.isPresent() && failing.get() == step) {
                throwAsIs(failure);
            }
        }

        @SuppressWarnings("unchecked") // that is the trick
        private static <T extends Throwable> void throwAsIs(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    /** Its session. */
    public record Feeling(Mood mood, Connection connection) implements JoinedSession<Feeling> {
        @Override
        public Feeling session() {
            return this;
        }

        @Override
        public void flush() {
            mood.reach(Step.FLUSH);
        }

        @Override
        public void clearCache() {
            mood.reach(Step.CLEAR_CACHE);
        }

        @Override
        public void rolledBackToSavepoint() {
            mood.reach(Step.ROLLED_BACK_TO_SAVEPOINT);
        }

        @Override
        public void completed(TransactionOutcome outcome) {
            mood.outcomes.add(outcome);
            mood.reach(Step.COMPLETED);
        }

        @Override
        public void close() {
            mood.reach(Step.CLOSE);
        }
    }

    @Override
    public String id() {
        return "moody";
    }

    @Override
    public Class<Mood> accessType() {
        return Mood.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(LICENCE);
    }

    @Override
    public AccessLayer<Mood> configure(AccessSpec spec) {
        return new Layer();
    }

    private static final class Layer
            implements AccessLayer<Mood>, TransactionParticipant<Mood, Feeling> {
        @Override
        public Mood open(AccessContext context) {
            return new Mood();
        }

        @Override
        public Optional<TransactionParticipant<Mood, ?>> transactions() {
            return Optional.of(this);
        }

        @Override
        public Class<Feeling> sessionType() {
            return Feeling.class;
        }

        @Override
        public JoinedSession<Feeling> join(Mood mood, Connection connection) {
            mood.reach(Step.JOIN);
            return new Feeling(mood, connection);
        }
    }
}
