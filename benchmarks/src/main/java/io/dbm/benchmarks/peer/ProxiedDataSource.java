package io.dbm.benchmarks.peer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** JDK proxies around the pool and around every connection that it lends. */
public final class ProxiedDataSource implements BorrowOnly {

    private final DataSource pool;

    public ProxiedDataSource(DataSource pool) {
        this.pool = proxy(DataSource.class, pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, pool.getConnection());
    }

    private static <T> T proxy(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            try {
                                return method.invoke(target, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}
