package io.dbm.provider.postgres;

import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.List;

/** The keys of a PostgreSQL connection. */
final class PostgresKeys {

    static final SettingKey<String> HOST =
            StandardKeys.HOST.describedAs(
                    "The server's host name or address; those of several, tried in turn, as a list"
                            + " or with commas between them, each with a ':' and its port where"
                            + " that is not `port`.");

    static final SettingKey<Integer> PORT =
            StandardKeys.PORT.withDefault(String.valueOf(Hosts.DEFAULT_PORT));

    /** The default is that of every PostgreSQL client: what works with psql works here. */
    static final SettingKey<String> SSLMODE =
            StandardKeys.SSLMODE
                    .withChoices(
                            List.of(
                                    "disable",
                                    "allow",
                                    "prefer",
                                    "require",
                                    "verify-ca",
                                    "verify-full"))
                    .withDefault("prefer");

    static final SettingKey<String> SSL_ROOT_CERT =
            SettingKey.string(
                    "ssl-root-cert",
                    "The PEM file of the authorities that sslmode verify-ca and verify-full trust;"
                            + " by default ~/.postgresql/root.crt.");

    static final SettingKey<String> SCHEMA =
            StandardKeys.SCHEMA.describedAs(
                    "The schema that unqualified names stand for: one name, taken literally."
                            + " A dsn can say several, as currentSchema.");

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

    private PostgresKeys() {}
}
