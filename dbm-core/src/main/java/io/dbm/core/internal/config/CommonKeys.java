package io.dbm.core.internal.config;

import io.dbm.core.internal.settings.LayeredSettings;
import io.dbm.spi.SettingKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys that dbm itself understands, whatever the type of a connection. */
final class CommonKeys {

    static final SettingKey<String> DEFAULT_CONNECTION =
            SettingKey.string(
                    "default-connection", "The connection that `defaultConnection()` returns.");

    static final SettingKey<String> TYPE =
            SettingKey.string("type", "Which provider opens it; required.");
    static final SettingKey<String> NAME =
            SettingKey.string("name", "May be written; must equal the connection's key.");
    static final SettingKey<Map<String, String>> TAGS =
            SettingKey.map("tags", "Names and texts to look connections up by.");

    static final SettingKey<String> PASSWORD_FILE =
            SettingKey.string(
                    "password-file",
                    "The file that holds the password, as Kubernetes and Docker mount secrets; read"
                            + " again every few seconds.");

    static final SettingKey<Integer> MAX_OPEN_CONNS =
            SettingKey.integer(
                            "max-open-conns",
                            1,
                            "The most physical connections in the pool. A health check may open one"
                                    + " beside it, and while a pool is replaced there are two.")
                    .withDefault("25");
    static final SettingKey<Integer> MAX_IDLE_CONNS =
            SettingKey.integer(
                            "max-idle-conns",
                            "The ceiling on idle physical connections: those that were too many for"
                                    + " 5 s on end are closed.")
                    .withDefault("5");
    static final SettingKey<Integer> MIN_IDLE_CONNS =
            SettingKey.integer(
                            "min-idle-conns",
                            "The floor: this many physical connections are kept open, idle or not.")
                    .withDefault("0");
    static final SettingKey<Duration> CONN_MAX_LIFETIME =
            SettingKey.duration(
                            "conn-max-lifetime",
                            "How long a physical connection lives, less up to a quarter so that not"
                                    + " all end at once; `0` is no limit.")
                    .withDefault("30m");
    static final SettingKey<Duration> CONN_MAX_IDLE_TIME =
            SettingKey.duration(
                            "conn-max-idle-time",
                            "How long a physical connection stays idle above the floor; `0` is no"
                                    + " limit.")
                    .withDefault("5m");
    static final SettingKey<Duration> ACQUIRE_TIMEOUT =
            SettingKey.duration(
                            "acquire-timeout",
                            "How long a caller waits for a JDBC connection. The default is as long"
                                    + " as opening one may take, and short enough for the caller to"
                                    + " know before its own callers' usual 30 s are over. Finding"
                                    + " out that idle connections are dead can add up to 2 s.")
                    .withDefault("10s");
    static final SettingKey<String> BORROW_WHEN_DOWN =
            SettingKey.choice(
                            "borrow-when-down",
                            List.of("wait", "fail"),
                            "What a caller does who wants a JDBC connection of a database that is"
                                    + " known to be down: `wait` for it to come back, within"
                                    + " `acquire-timeout`, which spares callers a short outage; or"
                                    + " `fail` at once, which spares threads a long one.")
                    .withDefault("wait");
    static final SettingKey<Duration> KEEP_ALIVE_INTERVAL =
            SettingKey.duration(
                            "keep-alive-interval",
                            "How often an idle physical connection is used, so that no firewall"
                                    + " takes it for dead; `0` is never.")
                    .withDefault("2m");
    static final SettingKey<Duration> LEAK_DETECTION_THRESHOLD =
            SettingKey.duration(
                            "leak-detection-threshold",
                            "After how long a JDBC connection that was not given back is logged at"
                                    + " WARN, with the stack of its borrower; `0` is never.")
                    .withDefault("0");
    static final SettingKey<String> START =
            SettingKey.choice(
                            "start",
                            List.of("fail-fast", "tolerate", "lazy"),
                            "What `connect()` does: `fail-fast` opens it or fails; `tolerate` starts"
                                    + " without it if need be, and goes on trying; `lazy` leaves it"
                                    + " to the first use.")
                    .withDefault("fail-fast");
    static final SettingKey<Boolean> REQUIRED =
            SettingKey.flag(
                            "required",
                            "Whether the application should take no traffic while it is down, as"
                                    + " `manager.health()` says.")
                    .withDefault("true");
    static final SettingKey<Duration> CONNECT_TIMEOUT =
            SettingKey.duration(
                            "connect-timeout",
                            "How long one attempt to connect may take, and one health check.")
                    .withDefault("10s");
    static final SettingKey<Duration> QUERY_TIMEOUT =
            SettingKey.duration("query-timeout", "How long a statement may run; `0` is no limit.")
                    .withDefault("30s");
    static final SettingKey<Duration> SHUTDOWN_TIMEOUT =
            SettingKey.duration(
                            "shutdown-timeout",
                            "How long work in flight may still take when a pool is closed or"
                                    + " replaced; then it is cut off.")
                    .withDefault("10s");
    static final SettingKey<Integer> RETRY_ATTEMPTS =
            SettingKey.integer(
                            "retry-attempts",
                            1,
                            "How often `connect()` and `reconnect()` try, in all.")
                    .withDefault("3");
    static final SettingKey<Duration> RETRY_DELAY =
            SettingKey.duration(
                            "retry-delay",
                            "The pause before the second attempt; it doubles with each further one,"
                                    + " less up to half at random.")
                    .withDefault("1s");
    static final SettingKey<Duration> RETRY_MAX_DELAY =
            SettingKey.duration(
                            "retry-max-delay",
                            "The longest pause between attempts. A database that is down is looked"
                                    + " for after pauses from 0.1 s up to this one, less up to half"
                                    + " at random, and ten times a second while a caller waits.")
                    .withDefault("10s");
    static final SettingKey<Duration> HEALTH_CHECK_INTERVAL =
            SettingKey.duration(
                            "health-check-interval",
                            "How often the database is asked for a sign of life; `0` is never.")
                    .withDefault("30s");
    static final SettingKey<Boolean> ENABLE_AUTO_RECONNECT =
            SettingKey.flag(
                            "enable-auto-reconnect",
                            "Whether dbm looks for a database that is down until it is back, and"
                                    + " replaces the pool then.")
                    .withDefault("true");
    static final SettingKey<Boolean> ENABLE_LOGGING =
            SettingKey.flag(
                            "enable-logging",
                            "Whether the connection's life (opened, retrying, down, recovered,"
                                    + " replaced, drained, closed) is logged at INFO, and its"
                                    + " statements at DEBUG, with the time that they took.")
                    .withDefault("false");
    static final SettingKey<Duration> SLOW_QUERY_THRESHOLD =
            SettingKey.duration(
                            "slow-query-threshold",
                            "After how long a statement is logged at WARN, with its access layer and"
                                    + " without its values; `0` is never.")
                    .withDefault("0");
    static final SettingKey<Boolean> ENABLE_METRICS =
            SettingKey.flag(
                            "enable-metrics",
                            "Whether the connection's figures are exported through Dropwizard"
                                    + " Metrics to Prometheus; needs both on the class path.")
                    .withDefault("false");
    static final SettingKey<Boolean> METRICS_TIMINGS =
            SettingKey.flag(
                            "metrics-timings",
                            "Whether the metrics also have, as quantiles, how long callers wait for"
                                    + " a physical connection and use it; makes each borrow dearer.")
                    .withDefault("false");
    static final SettingKey<Boolean> ENABLE_JMX =
            SettingKey.flag(
                            "enable-jmx",
                            "Whether JMX shows the connection's health and figures, as an MBean"
                                    + " `io.dbm:type=Connection` of its name.")
                    .withDefault("false");
    static final SettingKey<Boolean> ENABLE_TRACING =
            SettingKey.flag(
                            "enable-tracing",
                            "Whether statements and commands are traced through OpenTelemetry;"
                                    + " needs its instrumentation on the class path.")
                    .withDefault("false");
    static final SettingKey<String> DEFAULT_ACCESS =
            SettingKey.string(
                            "default-access",
                            "The access layer that `database()` runs through: `jdbc`, `jdbi`,"
                                    + " `mybatis`, or another plugin's.")
                    .withDefault("jdbc");

    /** Keys of the whole file. */
    static final List<SettingKey<?>> GLOBAL = List.of(DEFAULT_CONNECTION);

    /** Keys of one connection alone. */
    static final List<SettingKey<?>> CONNECTION = List.of(TYPE, NAME, TAGS, PASSWORD_FILE);

    /** Keys that may stand for the whole file and again for one connection, which goes first. */
    static final List<SettingKey<?>> INHERITED =
            List.of(
                    DEFAULT_ACCESS,
                    MAX_OPEN_CONNS,
                    MAX_IDLE_CONNS,
                    MIN_IDLE_CONNS,
                    CONN_MAX_LIFETIME,
                    CONN_MAX_IDLE_TIME,
                    ACQUIRE_TIMEOUT,
                    BORROW_WHEN_DOWN,
                    KEEP_ALIVE_INTERVAL,
                    LEAK_DETECTION_THRESHOLD,
                    START,
                    REQUIRED,
                    CONNECT_TIMEOUT,
                    QUERY_TIMEOUT,
                    SHUTDOWN_TIMEOUT,
                    RETRY_ATTEMPTS,
                    RETRY_DELAY,
                    RETRY_MAX_DELAY,
                    HEALTH_CHECK_INTERVAL,
                    ENABLE_AUTO_RECONNECT,
                    ENABLE_LOGGING,
                    SLOW_QUERY_THRESHOLD,
                    ENABLE_METRICS,
                    METRICS_TIMINGS,
                    ENABLE_JMX,
                    ENABLE_TRACING);

    /** Those keys whose change does not concern a pool that is open. */
    static final Set<String> BESIDE_THE_POOL =
            LayeredSettings.names(
                    List.of(
                            NAME,
                            TAGS,
                            DEFAULT_ACCESS,
                            BORROW_WHEN_DOWN,
                            START,
                            REQUIRED,
                            SHUTDOWN_TIMEOUT,
                            RETRY_ATTEMPTS,
                            RETRY_DELAY,
                            RETRY_MAX_DELAY,
                            HEALTH_CHECK_INTERVAL,
                            ENABLE_AUTO_RECONNECT,
                            ENABLE_LOGGING,
                            SLOW_QUERY_THRESHOLD,
                            ENABLE_METRICS,
                            METRICS_TIMINGS,
                            ENABLE_JMX));

    /** The block of a plugin that brings credentials. */
    static final String CREDENTIALS = "credentials";

    /** What stands in that block beside the plugin's own keys. */
    static final SettingKey<String> CREDENTIALS_PROVIDER =
            SettingKey.string(
                    "provider",
                    "Which plugin brings user and password; its own keys stand beside it. The block"
                            + " may also stand for the whole file: it is then for connections that"
                            + " have no password otherwise.");

    /** The block that says in which folder plugins are. */
    static final String PLUGINS = "plugins";

    /** What stands in that block. */
    static final SettingKey<String> PLUGINS_DIR =
            SettingKey.string(
                    "dir",
                    "A folder with plugins, beside those on the class path: each jar and each folder"
                            + " of jars in it has a class loader of its own. A relative path starts"
                            + " in the working directory.");

    /** The block of connections. */
    static final String CONNECTIONS = "connections";

    private CommonKeys() {}

    /** Returns every key of a connection that is dbm's own. */
    static List<SettingKey<?>> ofConnection() {
        List<SettingKey<?>> keys = new ArrayList<>(CONNECTION);
        keys.addAll(INHERITED);
        return keys;
    }
}
