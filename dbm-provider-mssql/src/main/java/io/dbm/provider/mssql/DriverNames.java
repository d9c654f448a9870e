package io.dbm.provider.mssql;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** The driver's properties by name, whose case it does not mind, and some of which have two. */
final class DriverNames {

    static final String SERVER = "serverName";
    static final String INSTANCE = "instanceName";
    static final String PORT = "portNumber";
    static final String DATABASE = "databaseName";
    static final String USER = "user";
    static final String PASSWORD = "password";
    static final String APPLICATION = "applicationName";
    static final String ENCRYPT = "encrypt";
    static final String TRUST_SERVER_CERTIFICATE = "trustServerCertificate";
    static final String TRUST_STORE = "trustStore";
    static final String TRUST_MANAGER_CLASS = "trustManagerClass";
    static final String TRUST_MANAGER_ARGUMENT = "trustManagerConstructorArg";
    static final String QUERY_TIMEOUT = "queryTimeout";
    static final String LOGIN_TIMEOUT = "loginTimeout";
    static final String SOCKET_TIMEOUT = "socketTimeout";
    static final String CONNECT_RETRY_COUNT = "connectRetryCount";

    /** What {@code sslmode} stands for. */
    static final Set<String> TLS_SWITCHES =
            Set.of(ENCRYPT, TRUST_SERVER_CERTIFICATE, TRUST_MANAGER_CLASS, TRUST_MANAGER_ARGUMENT);

    /** What is read only where the driver itself checks the certificate. */
    static final Set<String> TLS_CHECKS =
            Set.of(
                    "hostNameInCertificate",
                    TRUST_STORE,
                    "trustStorePassword",
                    "trustStoreType",
                    "serverCertificate");

    /** What has a key in place of it. */
    static final Map<String, String> KEYS =
            Map.of(
                    SERVER, "host",
                    INSTANCE, "host",
                    PORT, "port",
                    DATABASE, "database",
                    USER, "user",
                    PASSWORD, "password");

    private static final SQLServerDriver DRIVER = new SQLServerDriver();
    private static final String EMPTY_URL = "jdbc:sqlserver://";

    /** What the driver takes and does not list. */
    private static final List<String> UNLISTED =
            List.of("accessToken", "ignoreOffsetOnDateTimeOffsetConversion");

    /** A value that the driver tells of every property but secret ones. */
    private static final String MARK = "mark";

    private DriverNames() {}

    /** Returns all names. */
    static List<String> all() {
        return Stream.concat(
                        UNLISTED.stream(), list(new Properties()).map(property -> property.name))
                .toList();
    }

    /** Returns the driver's own spelling of a name; empty if it does not know it. */
    static Optional<String> of(String name) {
        Optional<String> untold =
                Stream.concat(UNLISTED.stream(), Stream.of(PASSWORD))
                        .filter(name::equalsIgnoreCase)
                        .findFirst();
        if (untold.isPresent()) {
            return untold;
        }
        Properties one = new Properties();
        one.setProperty(name, MARK);
        return list(one)
                .filter(property -> MARK.equals(property.value))
                .map(property -> property.name)
                .findFirst();
    }

    private static Stream<DriverPropertyInfo> list(Properties values) {
        try {
            return Stream.of(DRIVER.getPropertyInfo(EMPTY_URL, values));
        } catch (SQLException e) {
            throw new IllegalStateException("the driver does not tell its properties", e);
        }
    }
}
