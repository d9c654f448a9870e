package com.example.plugins;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.JdbcDriver;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * H2 for those who look for parts of themselves with the context class loader: fails wherever that
 * is not the class loader of this class.
 */
public final class ContextProvider implements DatabaseProvider {

    /** Sees where it is. */
    public ContextProvider() {
        check();
    }

    @Override
    public String type() {
        return "context";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(StandardKeys.DATABASE);
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        check();
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL("jdbc:h2:mem:" + spec.settings().require(StandardKeys.DATABASE).orElse(""));
        return context -> {
            check();
            return context.pool(
                    new JdbcDriver() {
                        @Override
                        public DataSource dataSource() {
                            return driver;
                        }

                        @Override
                        public void prepare(Connection physical, Duration queryTimeout) {
                            check();
                        }
                    });
        };
    }

    private static void check() {
        ClassLoader own = ContextProvider.class.getClassLoader();
        if (Thread.currentThread().getContextClassLoader() != own) {
            throw new IllegalStateException("called with another context class loader");
        }
    }
}
