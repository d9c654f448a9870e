package io.dbm.it.chaos;

import java.sql.SQLException;

/** The statements of a run through a layer that takes SQL with question marks. */
final class PlainStatements implements Statements {

    private final Sql layer;

    /** A layer. */
    interface Sql {

        void update(String sql, Object... arguments) throws SQLException;

        /** Returns the first number of the first row. */
        int query(String sql, Object... arguments) throws SQLException;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    PlainStatements(Sql layer) {
        this.layer = layer;
    }

    @Override
    public void addEntry(long id, String name) {
        update("insert into entry (write_id, layer) values (?, ?)", id, name);
    }

    @Override
    public void addPosting(long id, int account, int amount) {
        update(
                "insert into posting (write_id, account, amount) values (?, ?, ?)",
                id,
                account,
                amount);
    }

    @Override
    public void change(int account, int amount) {
        update("update account set balance = balance + ? where id = ?", amount, account);
    }

    @Override
    public int entries(long id) {
        return run(() -> layer.query("select count(*) from entry where write_id = ?", id));
    }

    @Override
    public Integer number(String sql) {
        return run(() -> layer.query(sql));
    }

    private void update(String sql, Object... arguments) {
        run(
                () -> {
                    layer.update(sql, arguments);
                    return true;
                });
    }

    private static <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
