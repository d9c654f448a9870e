package io.dbm.examples.transfer;

import io.dbm.Database;
import io.dbm.Isolation;
import io.dbm.NamedConnection;
import io.dbm.TransactionOptions;
import io.dbm.Transactor;
import io.dbm.UnknownCommitOutcomeException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Money that moves from one account to another, through three access layers in one transaction.
 *
 * @param id of its row in the ledger, which is there if and only if the money has moved
 */
record Transfer(String id, String from, String to, int amount) {

    static final TransactionOptions SAFELY =
            TransactionOptions.defaults().isolation(Isolation.SERIALIZABLE).retry(20);

    /** Moves the money and writes that down: all of it, or nothing if it throws. */
    void run(Transactor bank) throws SQLException {
        bank.useTransaction(
                SAFELY,
                tx -> {
                    debit(tx.session(Handle.class)); // Jdbi
                    tx.mapper(AccountMapper.class).credit(to, amount); // MyBatis
                    enterIntoLedger(tx.session(Connection.class)); // JDBC
                    check(tx.database()); // and dbm's own, which sees what they all did
                });
    }

    /** Moves the money once, even if the database breaks off while it commits. */
    void runOnce(NamedConnection bank) throws SQLException {
        try {
            run(bank);
        } catch (UnknownCommitOutcomeException e) {
            settle(bank);
        }
    }

    /**
     * Finds out what became of a commit, and runs again if it was lost. Should it still be under
     * way, no harm is done: an id can be in the ledger once only.
     *
     * @return whether the money had moved
     */
    boolean settle(NamedConnection bank) throws SQLException {
        bank.reconnect(); // returns when the database serves again
        if (isInLedger(bank.database())) {
            return true;
        }
        run(bank);
        return false;
    }

    static Transfer of(int amount, String from, String to) {
        return new Transfer(UUID.randomUUID().toString(), from, to, amount);
    }

    private void debit(Handle handle) {
        handle.createUpdate("update account set balance = balance - :amount where name = :from")
                .bind("amount", amount)
                .bind("from", from)
                .execute();
    }

    private void enterIntoLedger(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into ledger values (?, ?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, from);
            insert.setString(3, to);
            insert.setInt(4, amount);
            insert.executeUpdate();
        }
    }

    private void check(Database database) {
        database.queryOne(
                "select sum(balance) - sum(opening), min(balance) from account", this::approved);
    }

    private boolean approved(ResultSet sums) throws SQLException {
        if (sums.getInt(1) != 0) {
            throw new IllegalStateException("money would appear or vanish: " + sums.getInt(1));
        }
        if (sums.getInt(2) < 0) {
            throw new InsufficientFundsException(from + " lacks " + -sums.getInt(2));
        }
        return true;
    }

    private boolean isInLedger(Database database) {
        return database.queryOne("select 1 from ledger where id = ?", row -> true, id).isPresent();
    }

    @Override
    public String toString() {
        return amount + " from " + from + " to " + to;
    }
}
