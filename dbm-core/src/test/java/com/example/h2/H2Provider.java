package com.example.h2;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/** What a third party would write: all that dbm needs to know of a database. */
public final class H2Provider implements DatabaseProvider {

    @Override
    public String type() {
        return "h2";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(StandardKeys.DATABASE, StandardKeys.USER, StandardKeys.PASSWORD);
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        String database = spec.settings().require(StandardKeys.DATABASE).orElse("");
        JdbcDataSource driver = new JdbcDataSource();
        driver.setURL(
                "jdbc:h2:mem:"
                        + database
                        + ";DB_CLOSE_DELAY=-1;QUERY_TIMEOUT="
                        + spec.limits().queryTimeout().toMillis());
        return context -> context.pool(driver);
    }
}
