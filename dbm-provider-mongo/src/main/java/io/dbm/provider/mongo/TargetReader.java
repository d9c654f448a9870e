package io.dbm.provider.mongo;

import com.mongodb.ReadPreference;
import io.dbm.provider.mongo.Hosts.Server;
import io.dbm.spi.Limits;
import io.dbm.spi.SettingKey;
import io.dbm.spi.Settings;
import io.dbm.spi.StandardKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and checks where and how to connect; a {@code dsn} goes first. */
final class TargetReader {

    private static final String EXTERNAL = "$external";
    private static final int LONGEST_APPLICATION_NAME = 128;

    private final Settings settings;
    private final Dsn dsn;

    /** Whether what neither says is missing; a dsn that cannot be read may well say it. */
    private final boolean missingIsMistake;

    TargetReader(Settings settings, Optional<Dsn> dsn) {
        this.settings = settings;
        this.dsn = dsn.orElse(Dsn.EMPTY);
        this.missingIsMistake = dsn.isPresent() || !settings.isWritten(StandardKeys.DSN);
    }

    /** Returns what is known, after every mistake was recorded. */
    Target read(Limits limits) {
        checkDatabase();
        String place = place();
        checkPlace(place);
        Optional<String> mechanism = mechanism();
        Optional<String> source = writtenSource().or(() -> externalSource(mechanism));
        boolean elsewhere = source.isPresent() || dsn.database().isPresent() || dsn.srv();
        if (elsewhere && !settings.isWritten(MongoKeys.AUTH_SOURCE)) {
            settings.ignoredBecause(MongoKeys.AUTH_SOURCE, "'dsn' says who knows the user");
        }
        return new Target(
                place,
                source.isPresent() ? Optional.empty() : withUser(place),
                new Login(source.or(dsn::database).orElse("admin"), mechanism),
                tls(),
                unlessSaid("readpreference", MongoKeys.READ_PREFERENCE)
                        .map(name -> ReadPreference.valueOf(name.replace("-", ""))),
                notEmpty(unlessSaid("replicaset", MongoKeys.REPLICA_SET), MongoKeys.REPLICA_SET),
                applicationName(),
                limits);
    }

    private Optional<String> unlessSaid(String parameter, SettingKey<String> key) {
        return dsn.parameters().containsKey(parameter) ? Optional.empty() : settings.get(key);
    }

    private Optional<String> notEmpty(Optional<String> value, SettingKey<String> key) {
        if (value.filter(String::isEmpty).isPresent()) {
            settings.reject(key, "must not be empty");
        }
        return value.filter(text -> !text.isEmpty());
    }

    private void checkDatabase() {
        settings.get(MongoKeys.DATABASE)
                .filter(name -> !DatabaseNames.isValid(name))
                .ifPresent(name -> settings.reject(MongoKeys.DATABASE, DatabaseNames.RULE));
    }

    /** Writes servers and parameters as a dsn of the driver, without user and password. */
    private String place() {
        int port = settings.get(MongoKeys.PORT).orElse(Hosts.DEFAULT_PORT);
        if (!Hosts.isPort(port)) {
            settings.reject(MongoKeys.PORT, "must be a port, from 1 to 65535");
        }
        String servers =
                servers().stream()
                        .map(each -> dsn.srv() ? each.host() : each.withPort(port))
                        .collect(Collectors.joining(","));
        String parameters =
                dsn.parameters().entrySet().stream()
                        .filter(each -> !each.getKey().startsWith("auth"))
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .sorted()
                        .collect(Collectors.joining("&"));
        return (dsn.srv() ? "mongodb+srv://" : "mongodb://") + servers + "/?" + parameters;
    }

    private Optional<String> withUser(String place) {
        String path = "/" + dsn.database().map(it -> encoded(it)).orElse("") + "?";
        return Optional.of(place.replace("://", "://user:password@").replace("/?", path))
                .filter(it -> dsn.srv());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private List<Server> servers() {
        if (!dsn.servers().isEmpty()) {
            return dsn.servers();
        }
        Optional<String> host =
                missingIsMistake ? settings.require(MongoKeys.HOST) : settings.get(MongoKeys.HOST);
        Optional<List<Server>> servers = host.flatMap(Hosts::parse);
        if (host.isPresent() && servers.isEmpty()) {
            settings.reject(
                    MongoKeys.HOST,
                    "must be host names or IP addresses with commas between them, each with ':' and"
                            + " a port or without");
        }
        if (servers.isPresent() && servers.get().stream().allMatch(it -> it.port().isPresent())) {
            settings.ignoredBecause(MongoKeys.PORT, "'host' says the port");
        }
        return servers.orElse(List.of());
    }

    private void checkPlace(String place) {
        if (!dsn.servers().isEmpty()) {
            try {
                Target.withoutLookup(place);
            } catch (IllegalArgumentException e) {
                settings.reject(
                        StandardKeys.DSN,
                        "MongoDB's driver says: " + withoutValues(String.valueOf(e.getMessage())));
            }
        }
    }

    /** What is misread in a dsn may be part of a password. */
    private String withoutValues(String message) {
        String clean = message;
        for (String value : dsn.parameters().values()) {
            clean = value.isEmpty() ? clean : clean.replace(value, "…");
        }
        return clean;
    }

    private Optional<String> mechanism() {
        Optional<String> mechanism = dsn.parameter("authmechanism");
        if (mechanism.isPresent() && !Login.MECHANISMS.contains(mechanism.get())) {
            settings.reject(
                    StandardKeys.DSN,
                    "must say as 'authMechanism' one of " + String.join(", ", Login.MECHANISMS));
        }
        return mechanism;
    }

    /**
     * Where nothing is written, users are known where MongoDB's own clients look them up: in the
     * database that a {@code mongodb+srv} name's entry in DNS says, else in the dsn's, if any.
     */
    private Optional<String> writtenSource() {
        Optional<String> key = notEmpty(settings.get(MongoKeys.AUTH_SOURCE), MongoKeys.AUTH_SOURCE);
        return dsn.parameter("authsource")
                .or(() -> settings.isWritten(MongoKeys.AUTH_SOURCE) ? key : Optional.empty());
    }

    private static Optional<String> externalSource(Optional<String> mechanism) {
        return mechanism.filter(Login::isExternal).map(it -> EXTERNAL);
    }

    private Tls tls() {
        Tls tls = new Tls(sslMode(), rootCertificates());
        if (tls.rootCertificates().isPresent() && !tls.verifies()) {
            settings.reject(
                    MongoKeys.SSL_ROOT_CERT,
                    "has no effect with sslmode " + tls.mode() + ": use verify-ca or verify-full");
        }
        return tls;
    }

    private String sslMode() {
        if (!dsn.saysTls()) {
            if (dsn.srv() && !settings.isWritten(MongoKeys.SSLMODE)) {
                settings.ignoredBecause(MongoKeys.SSLMODE, "mongodb+srv asks for TLS");
                return "verify-full";
            }
            return settings.get(MongoKeys.SSLMODE).orElse("disable");
        }
        if (!dsn.isOn("tls") && !dsn.isOn("ssl")) {
            return "disable";
        }
        boolean anyHost =
                dsn.isOn("tlsinsecure")
                        || dsn.isOn("tlsallowinvalidhostnames")
                        || dsn.isOn("sslinvalidhostnameallowed");
        return anyHost ? "verify-ca" : "verify-full";
    }

    private Optional<Path> rootCertificates() {
        try {
            return notEmpty(settings.get(MongoKeys.SSL_ROOT_CERT), MongoKeys.SSL_ROOT_CERT)
                    .map(Path::of);
        } catch (InvalidPathException e) {
            settings.reject(MongoKeys.SSL_ROOT_CERT, "must be the path of a file");
            return Optional.empty();
        }
    }

    private Optional<String> applicationName() {
        boolean said = dsn.parameters().containsKey("appname");
        Optional<String> name =
                dsn.parameter("appname").or(() -> settings.get(MongoKeys.APPLICATION_NAME));
        if (name.filter(it -> isTooLong(it)).isPresent()) {
            settings.reject(
                    said ? StandardKeys.DSN : MongoKeys.APPLICATION_NAME,
                    (said ? "says an 'appName' of" : "is")
                            + " more than the "
                            + LONGEST_APPLICATION_NAME
                            + " bytes that MongoDB takes");
        }
        return name;
    }

    private static boolean isTooLong(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length > LONGEST_APPLICATION_NAME;
    }
}
