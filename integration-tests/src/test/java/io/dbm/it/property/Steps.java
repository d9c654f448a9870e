package io.dbm.it.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dbm.TransactionOptions;
import io.dbm.TransactionRolledBackException;
import io.dbm.it.property.Operation.Close;
import io.dbm.it.property.Operation.Delete;
import io.dbm.it.property.Operation.Fail;
import io.dbm.it.property.Operation.Meddle;
import io.dbm.it.property.Operation.Part;
import io.dbm.it.property.Operation.Put;
import io.dbm.it.property.Operation.ReadAll;
import io.dbm.it.property.Operation.ReadOne;
import io.dbm.it.property.Operation.Rename;
import io.dbm.it.property.Operation.RollbackOnly;
import io.dbm.it.property.Operation.Savepoint;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs operations in a transaction, and leads the model along. */
record Steps(Run run, Faults faults, Verdict verdict, Run.Listener listener) {

    void perform(Place place, Model model, Model.Part part, int base, List<Operation> operations)
            throws Exception {
        for (Operation operation : operations) {
            listener.before(place);
            perform(place, model, part, base, operation);
        }
    }

    private void perform(Place place, Model model, Model.Part part, int base, Operation operation)
            throws Exception {
        Rows rows = new Rows(place, model, base);
        if (operation instanceof Put put) {
            rows.put(put);
        } else if (operation instanceof Rename rename) {
            rows.rename(rename);
        } else if (operation instanceof Delete delete) {
            rows.delete(delete);
        } else if (operation instanceof ReadAll read) {
            rows.readAll(read);
        } else if (operation instanceof ReadOne read) {
            rows.readOne(read);
        } else if (operation instanceof Close close) {
            close.session().close(place);
        } else if (operation instanceof Meddle meddle) {
            meddle(place, meddle);
        } else if (operation instanceof RollbackOnly) {
            place.transaction().setRollbackOnly();
            part.setRollbackOnly();
            assertThat(place.transaction().isRollbackOnly()).isTrue();
        } else if (operation instanceof Fail) {
            throw new PlannedException();
        } else if (operation instanceof Savepoint savepoint) {
            savepoint(place, model, part, base, savepoint);
        } else if (operation instanceof Part inner) {
            part(place, model, part, base, inner);
        }
    }

    private void meddle(Place place, Meddle meddle) throws SQLException {
        Throwable refusal = catchThrowable(() -> meddle.session().end(place, meddle.ending()));
        assertThat(refusal).as("%s", meddle).isNotNull();
        if (faults.struck().isEmpty()) {
            assertThat(refusal).hasStackTraceContaining("ends with its work, and not by");
        }
    }

    private void savepoint(Place place, Model model, Model.Part part, int base, Savepoint savepoint)
            throws Exception {
        Session.Mark mark = savepoint.session().mark(place);
        Map<Integer, String> before = model.copy();
        perform(place, model, part, base, savepoint.operations());
        if (mark.leave(savepoint.undone())) {
            model.restore(before);
        }
    }

    private void part(Place place, Model model, Model.Part part, int base, Part inner)
            throws Exception {
        try {
            switch (inner.kind()) {
                case JOINED -> joined(place, model, part, base, inner);
                case NESTED -> nested(place, model, part, base, inner);
                case REQUIRES_NEW -> requiresNew(place, model, inner);
            }
        } catch (Throwable e) {
            Run.rethrowIfWrong(e);
            boolean planned =
                    e instanceof PlannedException
                            || (e instanceof TransactionRolledBackException
                                    && (e.getCause() == null
                                            || e.getCause() instanceof PlannedException));
            if (!planned || !inner.caught()) {
                throw e;
            }
        }
    }

    private void joined(Place place, Model model, Model.Part part, int base, Part inner)
            throws Exception {
        boolean rollbackOnlyBefore = part.isRollbackOnly();
        try {
            place.transactor(inner.bound())
                    .useTransaction(
                            tx -> perform(place.within(tx), model, part, base, inner.operations()));
        } catch (Throwable e) {
            part.joinedFailed(e);
            throw e;
        } finally {
            part.joinedHasReturned(rollbackOnlyBefore);
        }
    }

    private void nested(Place place, Model model, Model.Part outer, int base, Part inner)
            throws Exception {
        Map<Integer, String> before = model.copy();
        int[] lost = {faults.lostSavepoints()};
        Model.Part part = new Model.Part();
        Throwable[] thrownByWork = new Throwable[1];
        Throwable thrown =
                catchThrowable(
                        () ->
                                place.transactor(inner.bound())
                                        .useTransaction(
                                                TransactionOptions.defaults().nested(),
                                                tx -> {
                                                    try {
                                                        perform(
                                                                place.within(tx),
                                                                model,
                                                                part,
                                                                base,
                                                                inner.operations());
                                                    } catch (Throwable e) {
                                                        thrownByWork[0] = e;
                                                        throw e;
                                                    } finally {
                                                        lost[0] = faults.lostSavepoints();
                                                    }
                                                }));
        Run.rethrowIfWrong(thrown);
        verdict.onNested(part, Optional.ofNullable(thrownByWork[0]), Optional.ofNullable(thrown));
        if (thrown != null || part.isRollbackOnly()) {
            model.restore(before);
        }
        if (faults.lostSavepoints() > lost[0]) {
            model.doubt();
            outer.joinedFailed(thrown);
            assertThat(place.transaction().isRollbackOnly()).isTrue();
        }
        if (thrown instanceof Exception failure) {
            throw failure;
        }
    }

    private void requiresNew(Place place, Model model, Part inner) throws Exception {
        boolean struckBefore = faults.struck().isPresent();
        try {
            run.transaction(
                    place.transactor(inner.bound()),
                    TransactionOptions.defaults().requiresNew(),
                    Run.OTHER_KEYS,
                    place.bound(),
                    inner.operations());
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        } finally {
            if (!struckBefore && faults.struck().isPresent()) {
                model.faultElsewhere();
            }
        }
    }
}
