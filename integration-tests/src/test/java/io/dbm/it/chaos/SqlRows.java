package io.dbm.it.chaos;

import io.dbm.Database;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of a run on a SQL database. No key keeps a write from being there twice: that is to be
 * seen.
 */
final class SqlRows {

    private SqlRows() {}

    static void prepare(NamedConnection connection) {
        Database database = connection.database();
        database.update("create table entry (write_id bigint, layer varchar(20))");
        database.update("create index entry_write on entry (write_id)");
        database.update("create table posting (write_id bigint, account int, amount int)");
        database.update("create table account (id int primary key, balance bigint)");
        for (int id = 0; id < SqlTransaction.ACCOUNTS; id++) {
            database.update("insert into account values (?, 0)", id);
        }
    }

    static Map<Long, Rows> read(Connection connection) throws SQLException {
        Map<Long, Rows> found = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                select write_id, sum(entries), sum(postings) from (
                                  select write_id, 1 as entries, 0 as postings from entry
                                  union all
                                  select write_id, 0 as entries, 1 as postings from posting
                                ) both_tables group by write_id
                                """)) {
            while (rows.next()) {
                found.put(rows.getLong(1), new Rows(rows.getInt(2), rows.getInt(3)));
            }
        }
        return found;
    }

    /** A balance is the sum of its postings, whatever happened. */
    static Set<String> faults(Connection connection) throws SQLException {
        Set<String> found = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                select a.id, a.balance, coalesce(p.total, 0) from account a
                                left join (select account, sum(amount) as total from posting
                                  group by account) p on p.account = a.id
                                where a.balance <> coalesce(p.total, 0)
                                """)) {
            while (rows.next()) {
                found.add(
                        "account %d has %d, and its postings %d"
                                .formatted(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
            }
        }
        return found;
    }
}
