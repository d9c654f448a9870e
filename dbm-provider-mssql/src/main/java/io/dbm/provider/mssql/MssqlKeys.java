package io.dbm.provider.mssql;

import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.time.Duration;
import java.util.List;

/** The keys of a SQL Server connection. */
final class MssqlKeys {

    static final SettingKey<String> HOST =
            StandardKeys.HOST.describedAs(
                    "The server's host name or address; a named instance stands after a '\\'.");

    static final SettingKey<Integer> PORT =
            StandardKeys.PORT
                    .describedAs(
                            "The server's port; not beside a named instance, which has its own.")
                    .withDefault(String.valueOf(Hosts.DEFAULT_PORT));

    static final SettingKey<String> SCHEMA =
            StandardKeys.SCHEMA.describedAs(
                    "The schema that unqualified names stand for. SQL Server takes it from the user"
                            + " and not from the client, so it is only checked that the user has"
                            + " it: ALTER USER … WITH DEFAULT_SCHEMA sets it.");

    /** The default is the driver's own. */
    static final SettingKey<String> SSLMODE =
            StandardKeys.SSLMODE
                    .describedAs(
                            "Whether TLS is used, and what of the server's certificate is checked."
                                    + " 'disable' leaves all but the login in plain text, unless"
                                    + " the server insists, and checks nothing; 'require' encrypts"
                                    + " and checks nothing; 'verify-ca' checks who has signed it;"
                                    + " 'verify-full' checks the host name, too. TLS before the"
                                    + " first byte is 'encrypt = strict' in properties.")
                    .withDefault("verify-full");

    static final SettingKey<String> SSL_ROOT_CERT =
            SettingKey.string(
                    "ssl-root-cert",
                    "The PEM file of the authorities that sslmode verify-ca and verify-full trust;"
                            + " by default those that Java trusts.");

    static final SettingKey<String> APPLICATION_NAME =
            SettingKey.string(
                    "application-name", "What the server's views and logs call the application.");

    static final List<SettingKey<?>> ALL =
            List.of(
                    StandardKeys.DSN,
                    HOST,
                    PORT,
                    StandardKeys.USER,
                    StandardKeys.PASSWORD,
                    StandardKeys.DATABASE,
                    SCHEMA,
                    SSLMODE,
                    SSL_ROOT_CERT,
                    APPLICATION_NAME,
                    StandardKeys.PROPERTIES);

    /** dbm's own, to complain about. */
    static final SettingKey<Duration> QUERY_TIMEOUT =
            SettingKey.duration("query-timeout", "How long a statement may run.");

    /** dbm's own, to complain about. */
    static final SettingKey<Duration> CONNECT_TIMEOUT =
            SettingKey.duration("connect-timeout", "How long one attempt to connect may take.");

    private MssqlKeys() {}
}
