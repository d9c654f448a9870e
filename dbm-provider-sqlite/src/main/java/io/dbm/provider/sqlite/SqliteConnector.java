package io.dbm.provider.sqlite;

import io.dbm.spi.Backend;
import io.dbm.spi.Connector;
import io.dbm.spi.ProviderContext;
import java.sql.Connection;
import javax.sql.DataSource;

/**
 * Opens pools over one database.
 *
 * <p>A database in memory lives as long as a physical connection to it is open. Each backend holds
 * one of its own, so that the pool may close all of its. At a reconnect the old backend and the new
 * one overlap, and so the data stays.
 */
record SqliteConnector(SqliteDataSource dataSource, boolean inMemory) implements Connector {

    @Override
    public Backend<DataSource> open(ProviderContext context) throws Exception {
        SqliteDriver driver = new SqliteDriver(dataSource);
        if (!inMemory) {
            return context.pool(driver);
        }
        Connection anchor = dataSource.getConnection();
        try {
            return new AnchoredBackend(context.pool(driver), anchor);
        } catch (Throwable e) {
            try (anchor) {
                throw e;
            }
        }
    }
}
