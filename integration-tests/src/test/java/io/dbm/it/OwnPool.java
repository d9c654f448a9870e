package io.dbm.it;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A data source that an application has made by itself, on PostgreSQL. */
enum OwnPool {
    HIKARI {
        @Override
        DataSource create(PGSimpleDataSource driver, int size) {
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(driver);
            pool.setMaximumPoolSize(size);
            pool.setMinimumIdle(0);
            pool.setConnectionTimeout(LONGER_THAN_A_CHECK.toMillis());
            pool.setInitializationFailTimeout(-1);
            return pool;
        }
    },
    /** Does not restore most of what a borrower changes. */
    DBCP {
        @Override
        DataSource create(PGSimpleDataSource driver, int size) {
            BasicDataSource pool =
                    new BasicDataSource() {
                        @Override
                        protected org.apache.commons.dbcp2.ConnectionFactory
                                createConnectionFactory() {
                            return driver::getConnection;
                        }
                    };
            pool.setMaxTotal(size);
            return pool;
        }
    },
    /** Opens one for each borrower. */
    UNPOOLED {
        @Override
        DataSource create(PGSimpleDataSource driver, int size) {
            return driver;
        }
    },
    /** Hides the driver's connections. */
    OPAQUE {
        @Override
        DataSource create(PGSimpleDataSource driver, int size) {
            return view(
                    DataSource.class,
                    DBCP.create(driver, size),
                    real -> view(Connection.class, real, part -> part));
        }
    };

    private static final Duration LONGER_THAN_A_CHECK = Duration.ofSeconds(30);

    abstract DataSource create(PGSimpleDataSource driver, int size);

    DataSource create(int size) {
        return create(TestPostgres.port(), size);
    }

    /** Makes one that leads to a port. */
    DataSource create(int port, int size) {
        PGSimpleDataSource driver = new PGSimpleDataSource();
        driver.setServerNames(new String[] {"localhost"});
        driver.setPortNumbers(new int[] {port});
        driver.setUser("postgres");
        driver.setDatabaseName("postgres");
        driver.setSslMode("disable");
        return create(driver, size);
    }

    boolean isPool() {
        return this != UNPOOLED;
    }

    static void close(DataSource dataSource) throws Exception {
        if (dataSource instanceof AutoCloseable pool) {
            pool.close();
        }
    }

    private interface Step<T> {
        T apply(T real);
    }

    private static <T extends java.sql.Wrapper> T view(
            Class<T> type, T real, Step<Connection> ofConnections) {
        return type.cast(
                Proxy.newProxyInstance(
                        OwnPool.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (method.getName().equals("unwrap")) {
                                throw new SQLException("this shows nobody what it is made of");
                            }
                            if (method.getName().equals("isWrapperFor")) {
                                return false;
                            }
                            try {
                                Object result = method.invoke(real, arguments);
                                return result instanceof Connection connection
                                        ? ofConnections.apply(connection)
                                        : result;
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        }));
    }
}
