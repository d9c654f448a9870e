package io.dbm.provider.postgres;

import io.dbm.spi.Authorities;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLState;

/** The driver's data source, which says which server does not answer, or why it is not trusted. */
final class PostgresDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password)
            throws SQLException {
        if (readsAuthorities()) {
            requireAuthorities();
        }
        try {
            return super.getConnection(user, password);
        } catch (SQLException e) {
            throw isSilence(e) ? silence(e) : ServerIdentity.explain(e, this, authorities());
        }
    }

    /** Other failures to connect have a cause that says more. */
    private static boolean isSilence(SQLException failure) {
        return PSQLState.CONNECTION_UNABLE_TO_CONNECT.getState().equals(failure.getSQLState())
                && failure.getCause() == null;
    }

    private SQLException silence(SQLException failure) {
        return new SQLException(
                "no answer from " + ServerIdentity.servers(this) + ": " + failure.getMessage(),
                failure.getSQLState(),
                failure);
    }

    private void requireAuthorities() throws SQLException {
        try {
            Authorities.read(authorities());
        } catch (Authorities.UnusableException e) {
            throw new UntrustedServerException(e.explanation(), e.getCause());
        }
    }

    /** Another factory of sockets may have its authorities from elsewhere. */
    private boolean readsAuthorities() throws SQLException {
        String factory = getSslfactory();
        return sslMode().verifyCertificate()
                && (factory == null || factory.equals(LibPQFactory.class.getName()));
    }

    private SslMode sslMode() throws SQLException {
        Properties said = new Properties();
        for (PGProperty each : new PGProperty[] {PGProperty.SSL, PGProperty.SSL_MODE}) {
            Optional.ofNullable(getProperty(each))
                    .ifPresent(value -> said.setProperty(each.getName(), value));
        }
        return SslMode.of(said);
    }

    private String authorities() {
        return Optional.ofNullable(getSslRootCert())
                .orElseGet(PostgresDataSource::usualAuthorities);
    }

    /** Where the driver looks, as PostgreSQL's own clients do. */
    private static String usualAuthorities() {
        String windows = System.getenv("APPDATA");
        boolean onWindows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        Path directory =
                onWindows && windows != null
                        ? Path.of(windows, "postgresql")
                        : Path.of(System.getProperty("user.home"), ".postgresql");
        return directory.resolve("root.crt").toString();
    }
}
