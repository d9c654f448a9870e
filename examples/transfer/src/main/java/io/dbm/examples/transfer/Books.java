package io.dbm.examples.transfer;

import io.dbm.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The tables, and the figures that must be right whatever was killed. */
record Books(Database database) {

    static final List<String> NAMES = List.of("Ada", "Bo", "Cy");
    static final int OPENING = 1000;

    void open() {
        database.update(
                "create table account"
                        + " (name varchar(20) primary key, opening int not null, balance int not"
                        + " null)");
        database.update(
                "create table ledger (id varchar(36) primary key, debited varchar(20) not null,"
                        + " credited varchar(20) not null, amount int not null)");
        for (String name : NAMES) {
            database.update("insert into account values (?, ?, ?)", name, OPENING, OPENING);
        }
    }

    /**
     * Returns the figures in one line.
     *
     * @param transfers how many have moved money until now
     * @throws IllegalStateException if a figure is not what it must be
     */
    String audit(int transfers) {
        Figures found =
                database.queryOne(
                                """
                                select sum(balance), (select count(*) from ledger),
                                  sum(case when balance = opening
                                    + (select coalesce(sum(amount), 0) from ledger where credited = name)
                                    - (select coalesce(sum(amount), 0) from ledger where debited = name)
                                    then 1 else 0 end)
                                from account
                                """,
                                Figures::of)
                        .orElseThrow();
        Figures expected = new Figures(NAMES.size() * OPENING, transfers, NAMES.size());
        if (!found.equals(expected)) {
            throw new IllegalStateException("the books say " + found + ", not " + expected);
        }
        return found.toString();
    }

    /** What the tables say at one moment. */
    private record Figures(int sum, int ledgerRows, int matchingBalances) {

        static Figures of(ResultSet row) throws SQLException {
            return new Figures(row.getInt(1), row.getInt(2), row.getInt(3));
        }

        @Override
        public String toString() {
            return "sum "
                    + sum
                    + ", ledger rows "
                    + ledgerRows
                    + ", balances that match the ledger "
                    + matchingBalances
                    + " of "
                    + NAMES.size();
        }
    }
}
