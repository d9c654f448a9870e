package io.dbm.provider.mssql;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import io.dbm.provider.mssql.internal.RawSocketFactory;
import io.dbm.provider.mssql.internal.RawSockets;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens physical connections. In place of the driver's own data source, since that has a setter for
 * each property and none for all, and would lend connections that {@link LimitedConnection} does
 * not see.
 */
final class MssqlDataSource implements DataSource {

    /** What Java's sockets say on every system. */
    private static final String REFUSED = "Connection refused";

    private static final String EMPTY_URL = "jdbc:sqlserver://";
    private static final Set<String> ENCRYPTED = Set.of("true", "yes", "mandatory", "strict");

    private final SQLServerDriver driver = new SQLServerDriver();
    private final Map<String, String> properties;

    /** Not where the user says who makes sockets, nor where the driver cannot see who would. */
    private final boolean remembersSockets;

    /**
     * Takes the driver's properties.
     *
     * @param properties by the driver's names
     */
    MssqlDataSource(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
        remembersSockets =
                !properties.containsKey(DriverNames.SOCKET_FACTORY_CLASS)
                        && DriverClasses.has(RawSocketFactory.class);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(toProperties());
    }

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        Properties all = toProperties();
        if (user != null) {
            all.setProperty(DriverNames.USER, user);
        }
        if (password != null) {
            all.setProperty(DriverNames.PASSWORD, password);
        }
        return open(all);
    }

    private Properties toProperties() {
        Properties all = new Properties();
        all.putAll(properties);
        return all;
    }

    private Connection open(Properties all) throws SQLException {
        RawSockets sockets =
                remembersSockets ? RawSockets.open(BoundedSocket::new) : RawSockets.none();
        if (remembersSockets) {
            all.setProperty(DriverNames.SOCKET_FACTORY_CLASS, RawSocketFactory.class.getName());
            all.setProperty(DriverNames.SOCKET_FACTORY_ARGUMENT, sockets.key());
        }
        try {
            return LimitedConnection.around(driver.connect(EMPTY_URL, all), sockets);
        } catch (SQLException e) {
            sockets.close();
            throw ServerIdentity.explain(withCause(e), properties);
        } catch (RuntimeException | Error e) {
            sockets.close();
            throw e;
        }
    }

    /** The driver drops what the socket has thrown, and keeps its words. */
    private static SQLException withCause(SQLException failure) {
        boolean refused = String.valueOf(failure.getMessage()).contains(REFUSED);
        if (!refused || failure.getCause() != null) {
            return failure;
        }
        Throwable cause = new ConnectException(REFUSED).initCause(failure);
        return new SQLException(
                failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), cause);
    }

    /** Whether a physical connection that is not encrypted is never opened. */
    boolean alwaysEncrypts() {
        String said = properties.getOrDefault(DriverNames.ENCRYPT, "true"); // as the driver does
        return ENCRYPTED.contains(said.toLowerCase(Locale.ROOT));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("the driver logs through java.util.logging");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("the driver logs through java.util.logging");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("write connect-timeout in the configuration");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException(this + " is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Shows no property: some are secret. */
    @Override
    public String toString() {
        return "SQL Server data source";
    }
}
