package io.dbm.it.property;

import java.util.Optional;

/** Says what may come out of a transaction, given how its work ended. */
interface Verdict {

    /**
     * Checks what a transaction threw, and returns whether it must have been committed.
     *
     * @param model of its latest attempt, if its work ran
     */
    boolean isCommitted(Optional<Model> model, Optional<Throwable> thrown);

    /** Checks what nested work threw. */
    void onNested(Model.Part part, Optional<Throwable> thrownByWork, Optional<Throwable> thrown);
}
