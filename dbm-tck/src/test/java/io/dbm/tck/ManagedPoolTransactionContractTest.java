package io.dbm.tck;

import com.zaxxer.hikari.HikariDataSource;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AutoClose;

/** The same on a pool that the application has made. */
class ManagedPoolTransactionContractTest extends JdbcTransactionContractTest {

    @AutoClose private final HikariDataSource pool = new HikariDataSource();

    @Override
    OneConnection open() throws SQLException {
        JdbcDataSource driver = new JdbcDataSource();
        new H2Database().describeTo(driver);
        pool.setDataSource(driver);
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        DatabaseManager manager =
                Dbm.builder()
                        .manage(
                                Managers.NAME,
                                "h2",
                                pool,
                                Map.of("shutdown-timeout", Duration.ofSeconds(1)))
                        .load();
        manager.connect();
        return OneConnection.of(manager);
    }
}
