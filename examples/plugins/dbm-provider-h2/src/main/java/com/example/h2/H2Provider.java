package com.example.h2;

import static io.dbm.spi.StandardKeys.DATABASE;
import static io.dbm.spi.StandardKeys.PASSWORD;
import static io.dbm.spi.StandardKeys.USER;

import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.time.Duration;
import java.util.List;
import org.h2.jdbcx.JdbcDataSource;

/** Opens databases on an H2 server. */
public final class H2Provider implements DatabaseProvider {

    private static final SettingKey<String> HOST = StandardKeys.HOST.withDefault("localhost");
    private static final SettingKey<Integer> PORT = StandardKeys.PORT.withDefault("9092");

    @Override
    public String type() {
        return "h2";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(HOST, PORT, DATABASE, USER, PASSWORD);
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        String host = spec.settings().get(HOST).orElse("");
        int port = spec.settings().get(PORT).orElse(0);
        String database = spec.settings().require(DATABASE).orElse("");
        if (database.contains(";")) {
            spec.settings().reject(DATABASE, "has a ';', after which H2 takes settings: remove it");
        }
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:tcp://%s:%d/%s;NETWORK_TIMEOUT=%d"
                        .formatted(host, port, database, silence(spec.limits().queryTimeout())));
        return context -> context.pool(new H2Driver(source));
    }

    /** How long the server may say nothing: somewhat longer than a statement may take. */
    private static long silence(Duration queryTimeout) {
        return queryTimeout.isZero() ? 0 : queryTimeout.plusSeconds(1).toMillis();
    }
}
