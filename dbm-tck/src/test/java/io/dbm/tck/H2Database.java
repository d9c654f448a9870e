package io.dbm.tck;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** A fresh H2 database in memory, with a user. */
final class H2Database {

    /** Some 10^9 rows: for half a minute, and not for ever. */
    static final String SLOW_STATEMENT =
            "SELECT SUM(a.x * b.x) FROM SYSTEM_RANGE(1, 30000) a, SYSTEM_RANGE(1, 30000) b";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "contract" + NUMBER.incrementAndGet();

    H2Database() {
        openConnections(); // who logs in first is the user from then on
    }

    String login() {
        return "database = " + name + ", user = tester, password = good-password";
    }

    String wrongLogin() {
        return "database = " + name + ", user = tester, password = wrong-password";
    }

    void describeTo(JdbcDataSource source) {
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        source.setUser("tester");
        source.setPassword("good-password");
    }

    int openConnections() {
        JdbcDataSource source = new JdbcDataSource();
        describeTo(source);
        try (Connection own = source.getConnection();
                ResultSet sessions =
                        own.createStatement()
                                .executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")) {
            sessions.next();
            return sessions.getInt(1) - 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
