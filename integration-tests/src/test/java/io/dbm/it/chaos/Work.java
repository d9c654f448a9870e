package io.dbm.it.chaos;

import java.util.Random;

/** What an application does with one connection, all of whose handles it has got for good. */
interface Work {

    /** Makes a caller. */
    Caller caller(Ledger ledger, Random random);

    /** Asks through each layer for something, or throws. */
    void useEachLayer() throws Exception;
}
