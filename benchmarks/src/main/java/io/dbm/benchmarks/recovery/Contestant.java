package io.dbm.benchmarks.recovery;

import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A pool of at most 25, whose callers wait 1 s at most; what is not set here is its default. */
enum Contestant {
    DBM("**dbm**") {
        @Override
        Pool open(int port) {
            return dbm(port, "");
        }
    },
    DBM_FREQUENT_CHECKS("**dbm**, `health-check-interval = 1s`") {
        @Override
        Pool open(int port) {
            return dbm(port, "health-check-interval = 1s");
        }
    },
    HIKARI("HikariCP") {
        @Override
        Pool open(int port) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url(port));
            config.setMaximumPoolSize(25);
            config.setConnectionTimeout(1000);
            config.setValidationTimeout(1000);
            HikariDataSource pool = new HikariDataSource(config);
            return new Pool(pool, pool);
        }
    },
    AGROAL("Agroal, validating each borrow") {
        @Override
        Pool open(int port) throws SQLException {
            AgroalDataSource pool =
                    AgroalDataSource.from(
                            new AgroalDataSourceConfigurationSupplier()
                                    .connectionPoolConfiguration(
                                            it ->
                                                    it.maxSize(25)
                                                            .acquisitionTimeout(
                                                                    Duration.ofSeconds(1))
                                                            .validateOnBorrow(true)
                                                            .connectionValidator(VALIDATOR)
                                                            .connectionFactoryConfiguration(
                                                                    to -> to.jdbcUrl(url(port)))));
            return new Pool(pool, pool);
        }
    };

    private static final ConnectionValidator VALIDATOR =
            ConnectionValidator.defaultValidatorWithTimeout(1);

    private final String label;

    Contestant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Opens a pool over the database at a port of this machine. */
    abstract Pool open(int port) throws SQLException;

    /** What application code borrows from, and how it is closed. */
    record Pool(DataSource dataSource, AutoCloseable closing) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            closing.close();
        }
    }

    /** What the driver is told by pools that set nothing there themselves. */
    private static String url(int port) {
        return Server.url(port)
                + "&connectTimeout=1&loginTimeout=1&socketTimeout=2&socketFactory="
                + CountingSocketFactory.class.getName();
    }

    /** With {@code query-timeout = 1s}, dbm lets no read take longer than 2.5 s. */
    private static Pool dbm(int port, String more) {
        DatabaseManager manager =
                Dbm.load(
                        ConfigFactory.parseString(
                                """
                                dbmanager.connections.target {
                                  type = postgres
                                  dsn = "%s&socketFactory=%s"
                                  acquire-timeout = 1s
                                  connect-timeout = 1s
                                  query-timeout = 1s
                                  %s
                                }
                                """
                                        .formatted(
                                                Server.url(port),
                                                CountingSocketFactory.class.getName(),
                                                more)));
        manager.connect();
        return new Pool(manager.connection("target").access(DataSource.class), manager);
    }
}
