package io.dbm.spi;

import java.util.List;
import java.util.Map;

/**
 * The keys that databases have in common. A provider declares those that it understands, with its
 * own default or description where it has one, so that they mean the same for every type.
 *
 * @since 0.1.0
 */
public final class StandardKeys {

    /** The data source name. It may hold a password, and is never printed. */
    public static final SettingKey<Secret> DSN =
            SettingKey.secret("dsn", "Where to connect, in one line, in place of the keys below.");

    /** The server's host name or address; those of several with commas between them. */
    public static final SettingKey<String> HOST =
            SettingKey.commaSeparated("host", "The server's host name or address.");

    /** The server's port. */
    public static final SettingKey<Integer> PORT = SettingKey.integer("port", "The server's port.");

    /** The user to log in as. */
    public static final SettingKey<String> USER =
            SettingKey.string("user", "The user to log in as.");

    /** The password to log in with. */
    public static final SettingKey<Secret> PASSWORD =
            SettingKey.secret("password", "The password to log in with.");

    /** The database on the server. */
    public static final SettingKey<String> DATABASE =
            SettingKey.string("database", "The database on the server.");

    /** The schema that unqualified names stand for. */
    public static final SettingKey<String> SCHEMA =
            SettingKey.string("schema", "The schema that unqualified names stand for.");

    /** Whether, and how strictly, TLS is used. */
    public static final SettingKey<String> SSLMODE =
            SettingKey.choice(
                    "sslmode",
                    List.of("disable", "require", "verify-ca", "verify-full"),
                    "Whether TLS is used, and what of the server's certificate is checked.");

    /** The file of an embedded database. */
    public static final SettingKey<String> FILEPATH =
            SettingKey.string("filepath", "The database file.");

    /** What the driver can do and no key says; values of names such as a password never print. */
    public static final SettingKey<Map<String, String>> PROPERTIES =
            SettingKey.map(
                    "properties",
                    "The driver's own properties, by the driver's names. One that says what a"
                            + " written key says too is refused; it goes before dbm's defaults.");

    private StandardKeys() {}

    /** Returns all of them. */
    public static List<SettingKey<?>> all() {
        return List.of(
                DSN, HOST, PORT, USER, PASSWORD, DATABASE, SCHEMA, SSLMODE, FILEPATH, PROPERTIES);
    }
}
