package io.dbm.it.rotation;

import io.dbm.it.Conditions;
import io.dbm.it.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The sessions that a PostgreSQL server has for one application. */
final class Sessions implements AutoCloseable {

    private final Connection administrator;
    private final String application;
    private int most;

    Sessions(String application) throws SQLException {
        this.administrator = DriverManager.getConnection(TestPostgres.url());
        this.application = application;
    }

    /** Returns their process ids. */
    Set<Integer> now() {
        try (PreparedStatement query =
                administrator.prepareStatement(
                        "select pid from pg_stat_activity where application_name = ?")) {
            query.setString(1, application);
            Set<Integer> ids = new TreeSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getInt(1));
                }
            }
            most = Math.max(most, ids.size());
            return ids;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns how many there have been at once, as far as they were looked at. */
    int most() {
        return most;
    }

    /**
     * Looks at them until none of these is there any more.
     *
     * @return how many of them were seen to be left
     */
    Set<Integer> awaitEndOf(Set<Integer> former) throws InterruptedException {
        Set<Integer> left = new TreeSet<>();
        await(
                now -> {
                    now.retainAll(former);
                    left.add(now.size());
                    return now.isEmpty();
                });
        return left;
    }

    /** Looks at them until that is so. */
    void await(Predicate<Set<Integer>> condition) throws InterruptedException {
        Conditions.await(() -> condition.test(now()));
    }

    boolean noneOf(Set<Integer> former) {
        return Collections.disjoint(now(), former);
    }

    /** Runs a statement as the superuser. */
    void run(String sql) {
        try (var statement = administrator.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the number that a query finds as the superuser. */
    int count(String sql) {
        try (var statement = administrator.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns how often a user was not let in, as the server's log says. */
    int refused(String user) {
        return count(
                "select count(*) from regexp_matches(pg_read_file(pg_current_logfile()),"
                        + " 'password authentication failed for user \""
                        + user
                        + "\"', 'g')");
    }

    @Override
    public void close() throws SQLException {
        administrator.close();
    }
}
