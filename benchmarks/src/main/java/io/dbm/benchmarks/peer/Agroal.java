package io.dbm.benchmarks.peer;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Agroal. */
public final class Agroal {

    private static final Duration TRUSTED = Duration.ofMillis(500); // as HikariCP does

    private Agroal() {}

    /**
     * Opens it over a driver.
     *
     * @param validated whether a connection that was idle for half a second is tested
     */
    public static Opened over(Class<? extends DataSource> driver, boolean validated)
            throws SQLException {
        AgroalDataSource pool =
                AgroalDataSource.from(
                        new AgroalDataSourceConfigurationSupplier()
                                .connectionPoolConfiguration(
                                        it -> {
                                            it.maxSize(Pools.SIZE)
                                                    .minSize(Pools.SIZE)
                                                    .initialSize(Pools.SIZE)
                                                    .acquisitionTimeout(Duration.ofSeconds(10))
                                                    .connectionFactoryConfiguration(
                                                            to ->
                                                                    to.connectionProviderClass(
                                                                            driver));
                                            if (validated) {
                                                it.idleValidationTimeout(TRUSTED)
                                                        .connectionValidator(
                                                                ConnectionValidator
                                                                        .defaultValidator());
                                            }
                                            return it;
                                        }));
        return new Opened(pool, pool);
    }
}
