package io.dbm.provider.mongo;

import io.dbm.spi.SettingKey;
import io.dbm.spi.StandardKeys;
import java.util.List;
import java.util.Map;

/** The keys of a MongoDB connection. */
final class MongoKeys {

    static final SettingKey<String> HOST =
            StandardKeys.HOST.describedAs(
                    "The server's host name or address; those of a replica set as a list, or with"
                            + " commas between them, each with a ':' and its port where that is"
                            + " not `port`.");

    static final SettingKey<Integer> PORT =
            StandardKeys.PORT.withDefault(String.valueOf(Hosts.DEFAULT_PORT));

    static final SettingKey<String> DATABASE =
            StandardKeys.DATABASE.describedAs("The database that access(MongoDatabase.class) is.");

    static final SettingKey<String> AUTH_SOURCE =
            SettingKey.string("auth-source", "The database that knows the user.")
                    .withDefault("admin");

    static final SettingKey<String> REPLICA_SET =
            SettingKey.string(
                    "replica-set",
                    "The name of the replica set; its other members are then found by themselves.");

    static final SettingKey<String> READ_PREFERENCE =
            SettingKey.choice(
                            "read-preference",
                            List.of(
                                    "primary",
                                    "primaryPreferred",
                                    "primary-preferred",
                                    "secondary",
                                    "secondaryPreferred",
                                    "secondary-preferred",
                                    "nearest"),
                            "Which members of a replica set are read from.")
                    .withDefault("primary");

    static final SettingKey<String> SSLMODE =
            StandardKeys.SSLMODE
                    .describedAs(
                            "Whether TLS is used, and what of the server's certificate is checked;"
                                    + " with a mongodb+srv dsn verify-full by default.")
                    .withDefault("disable");

    static final SettingKey<String> SSL_ROOT_CERT =
            SettingKey.string(
                    "ssl-root-cert",
                    "The PEM file of the authorities that sslmode verify-ca and verify-full trust;"
                            + " by default those that Java trusts.");

    static final SettingKey<String> APPLICATION_NAME =
            SettingKey.string("application-name", "What the server's logs call the application.");

    static final List<SettingKey<?>> ALL =
            List.of(
                    StandardKeys.DSN,
                    HOST,
                    PORT,
                    StandardKeys.USER,
                    StandardKeys.PASSWORD,
                    AUTH_SOURCE,
                    DATABASE,
                    REPLICA_SET,
                    READ_PREFERENCE,
                    SSLMODE,
                    SSL_ROOT_CERT,
                    APPLICATION_NAME);

    /** Keys of dbm that the driver cannot honour. */
    static final Map<String, String> UNSUPPORTED =
            Map.of(
                    "max-idle-conns",
                    "MongoDB's driver has no ceiling on idle connections: remove it;"
                            + " min-idle-conns is a floor for the connections to each server, idle or"
                            + " not",
                    "borrow-when-down",
                    "MongoDB's driver looks for its servers itself, and its callers wait for"
                            + " acquire-timeout: remove it",
                    "keep-alive-interval",
                    "MongoDB's driver has no setting for it: remove it",
                    "leak-detection-threshold",
                    "MongoDB's driver lends nothing that could be kept: remove it");

    private MongoKeys() {}
}
