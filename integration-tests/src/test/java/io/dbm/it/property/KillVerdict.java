package io.dbm.it.property;

import java.util.Optional;

/**
 * What may come out when the database ends the connection of the transaction: what the work threw,
 * if it did; else nothing, if the transaction needed the database no more; else any error. That the
 * connection is gone may only be known when it is to commit, and then the outcome is unknown.
 */
record KillVerdict() implements Verdict {

    @Override
    public boolean isCommitted(Optional<Model> last, Optional<Throwable> thrown) {
        Optional<Throwable> thrownByWork = last.orElseThrow().thrown();
        if (thrownByWork.isPresent()) {
            FaultVerdict.requireSame(thrown, thrownByWork.get());
        }
        return thrown.isEmpty() && !last.get().whole().isRollbackOnly();
    }

    @Override
    public void onNested(
            Model.Part part, Optional<Throwable> thrownByWork, Optional<Throwable> thrown) {
        if (thrownByWork.isPresent()) {
            FaultVerdict.requireSame(thrown, thrownByWork.get());
        }
    }
}
