package io.dbm.it.property;

import io.dbm.Database;
import io.dbm.NamedConnection;
import io.dbm.Transaction;
import io.dbm.Transactor;

/**
 * Where an operation finds its transaction.
 *
 * @param bound whether it is bound to the thread as well, and is found through the connection
 */
record Place(NamedConnection connection, Transaction transaction, boolean bound) {

    Database database() {
        return bound ? connection.database() : transaction.database();
    }

    <M> M mapper(Class<M> type) {
        return bound ? connection.mapper(type) : transaction.mapper(type);
    }

    <S> S session(Class<S> type) {
        return transaction.session(type);
    }

    Transactor transactor(boolean throughTheConnection) {
        return bound && throughTheConnection ? connection : transaction;
    }

    Place within(Transaction inner) {
        return new Place(connection, inner, bound);
    }
}
