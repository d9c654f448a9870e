package io.dbm.it.property;

import io.dbm.DataAccessException;
import io.dbm.DbmException;
import io.dbm.TransactionRolledBackException;
import io.dbm.UnknownCommitOutcomeException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What may come out when at most the one failure happens that was injected. */
record FaultVerdict(Faults faults) implements Verdict {

    @Override
    public boolean isCommitted(Optional<Model> last, Optional<Throwable> thrown) {
        if (last.isEmpty()) {
            SQLException injected = faults.struck().orElseThrow();
            requireRefusal(thrown, injected);
            return false;
        }
        Model model = last.get();
        if (model.thrown().isPresent()) {
            requireSame(thrown, model.thrown().get());
            return false;
        }
        if (model.whole().isRollbackByJoined()) {
            require(thrown, TransactionRolledBackException.class, null);
            return false;
        }
        if (model.whole().isRollbackOnly()) {
            requireNothing(thrown);
            return false;
        }
        if (model.whole().failureOfJoined().isPresent()) {
            requireRolledBack(thrown, model.whole().failureOfJoined().get());
            return false;
        }
        return isCommittedDespiteTheFault(model, thrown);
    }

    private boolean isCommittedDespiteTheFault(Model model, Optional<Throwable> thrown) {
        boolean none = faults.struck().isEmpty() || model.isFaultElsewhere();
        if (none || faults.commitsBefore() > model.commitsBeforeEnd()) {
            requireNothing(thrown);
            return true;
        }
        SQLException injected = faults.struck().get();
        if (faults.struckAt("commit")) {
            if (!faults.broke()) {
                requireRefusal(thrown, injected);
                return false;
            }
            require(thrown, UnknownCommitOutcomeException.class, injected);
            return faults.commits() > model.commitsBeforeEnd();
        }
        if (thrown.isEmpty()) {
            if (faults.broke()) {
                throw wrong("something because of " + injected, thrown);
            }
            return true; // a layer does not mind that a statement could not be closed
        }
        // that the connection is broken may be noticed later than it broke
        boolean toldWhy =
                Stream.iterate(thrown.get(), Objects::nonNull, Throwable::getCause)
                        .anyMatch(
                                cause ->
                                        cause == injected
                                                || (faults.broke()
                                                        && cause instanceof SQLException));
        if (!toldWhy || thrown.get() instanceof UnknownCommitOutcomeException) {
            throw wrong("something because of " + injected, thrown);
        }
        return false;
    }

    private static void requireRefusal(Optional<Throwable> thrown, SQLException injected) {
        require(thrown, DataAccessException.class, injected);
    }

    private static void requireRolledBack(Optional<Throwable> thrown, Throwable cause) {
        require(thrown, TransactionRolledBackException.class, cause);
    }

    /** Not by AssertJ, which prints a throwable before it knows whether anybody will read it. */
    private static void require(
            Optional<Throwable> thrown, Class<? extends DbmException> type, Throwable cause) {
        if (thrown.isEmpty()
                || thrown.get().getClass() != type
                || thrown.get().getCause() != cause) {
            throw wrong(type.getSimpleName() + " because of " + cause, thrown);
        }
    }

    static void requireSame(Optional<Throwable> thrown, Throwable expected) {
        if (thrown.isEmpty() || thrown.get() != expected) {
            throw wrong(expected.toString(), thrown);
        }
    }

    private static void requireNothing(Optional<Throwable> thrown) {
        if (thrown.isPresent()) {
            throw wrong("nothing", thrown);
        }
    }

    private static AssertionError wrong(String expected, Optional<Throwable> thrown) {
        return new AssertionError(
                "expected " + expected + " to be thrown, and got " + thrown, thrown.orElse(null));
    }

    @Override
    public void onNested(
            Model.Part part, Optional<Throwable> thrownByWork, Optional<Throwable> thrown) {
        if (thrownByWork.isPresent()) {
            requireSame(thrown, thrownByWork.get());
        } else if (faults.struck().isPresent()) {
            return; // the savepoint could not be set, released or rolled back to
        } else if (part.isRollbackByJoined()) {
            require(thrown, TransactionRolledBackException.class, null);
        } else if (part.isRollbackOnly() || part.failureOfJoined().isEmpty()) {
            requireNothing(thrown);
        } else {
            requireRolledBack(thrown, part.failureOfJoined().get());
        }
    }
}
