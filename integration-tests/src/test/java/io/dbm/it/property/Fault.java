package io.dbm.it.property;

/**
 * A failure to inject.
 *
 * @param at the number of the JDBC call that fails, from 1
 * @param effect what happens there
 * @param attempts at how many attempts of a transaction in a row
 */
record Fault(int at, Effect effect, int attempts) {

    /** What an injected failure does. */
    enum Effect {
        /** The database refuses the call, and goes on. */
        REFUSED("HY000"),
        /** The database refuses the call, since the transaction lost against another one. */
        CONFLICT("40001"),
        /** The connection breaks before the call reaches the database. */
        BROKEN_BEFORE("08006"),
        /** The connection breaks after the call has taken effect. */
        BROKEN_AFTER("08006");

        private final String sqlState;

        Effect(String sqlState) {
            this.sqlState = sqlState;
        }

        String sqlState() {
            return sqlState;
        }

        boolean breaks() {
            return this == BROKEN_BEFORE || this == BROKEN_AFTER;
        }
    }
}
