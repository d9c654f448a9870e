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
    static final String SOCKET_FACTORY_CLASS = "socketFactoryClass";
    static final String SOCKET_FACTORY_ARGUMENT = "socketFactoryConstructorArg";
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

    /** What the driver takes and does not list. */
    private static final List<String> UNLISTED =
            List.of("accessToken", "ignoreOffsetOnDateTimeOffsetConversion");

    /** Other names, which the driver does not list either. */
    private static final Map<String, String> SYNONYMS =
            Map.ofEntries(
                    Map.entry("app", APPLICATION),
                    Map.entry("columnEncryption", "columnEncryptionSetting"),
                    Map.entry("connectTimeout", LOGIN_TIMEOUT),
                    Map.entry("database", DATABASE),
                    Map.entry("domainName", "domain"),
                    Map.entry("port", PORT),
                    Map.entry("quotedId", "quotedIdentifier"),
                    Map.entry("server", SERVER),
                    Map.entry("trusted_connection", "integratedSecurity"),
                    Map.entry("uid", USER),
                    Map.entry("userName", USER));

    private static final List<String> ALL =
            Stream.concat(UNLISTED.stream(), Stream.of(listed()).map(it -> it.name)).toList();

    private DriverNames() {}

    private static DriverPropertyInfo[] listed() {
        try {
            return new SQLServerDriver().getPropertyInfo("jdbc:sqlserver://", new Properties());
        } catch (SQLException e) {
            throw new IllegalStateException("the driver does not tell its properties", e);
        }
    }

    /** Returns all names, without those that mean the same. */
    static List<String> all() {
        return ALL;
    }

    /**
     * Returns the driver's own spelling of a name; empty if it does not know it. The driver itself
     * is not asked: it logs a name that it does not know, which may be a misplaced password.
     */
    static Optional<String> of(String name) {
        Optional<String> synonym =
                SYNONYMS.keySet().stream().filter(name::equalsIgnoreCase).findFirst();
        return synonym.isPresent()
                ? synonym.map(SYNONYMS::get)
                : ALL.stream().filter(name::equalsIgnoreCase).findFirst();
    }
}
