package io.dbm.provider.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ServerDescription;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;

/** A server that a URL leads to: alone, or of a replica set, with TLS and a login if it says so. */
final class RealServer {

    private static final Pattern URL =
            Pattern.compile(
                    "(?<scheme>[^:]+://)(?<login>[^/?]*@)?(?<servers>[^@/?]+)(/[^?]*)?(\\?(?<query>.*))?");

    /**
     * Limits, which each test has of its own, and what would let it read older data than it wrote.
     */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "maxpoolsize",
                    "minpoolsize",
                    "maxidletimems",
                    "maxlifetimems",
                    "waitqueuetimeoutms",
                    "serverselectiontimeoutms",
                    "connecttimeoutms",
                    "timeoutms",
                    "sockettimeoutms",
                    "wtimeoutms",
                    "w",
                    "readconcernlevel",
                    "readpreference",
                    "readpreferencetags",
                    "maxstalenessseconds");

    private final ConnectionString url;
    private final Matcher parts;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    RealServer(String url) {
        this.url = new ConnectionString(url);
        this.parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("DBM_TEST_MONGO_URL is no URL of MongoDB's");
        }
        String query = Optional.ofNullable(parts.group("query")).orElse("");
        for (String parameter : query.split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "");
            if (!name.isEmpty() && !LEFT_OUT.contains(name.toLowerCase(Locale.ROOT))) {
                parameters.put(name.toLowerCase(Locale.ROOT), parameter);
            }
        }
        login().ifPresent(
                        login ->
                                parameters.put(
                                        "authsource",
                                        "authSource=" + login.getSource().replace("$", "%24")));
    }

    /** Returns how the tests log in, if they do. */
    Optional<MongoCredential> login() {
        return Optional.ofNullable(url.getCredential());
    }

    /** Returns the URL for a database of the tests, or for none, if its name is empty. */
    String dsn(String database) {
        return dsn(part("scheme"), part("login"), part("servers"), database, parameters);
    }

    /** Returns the URL without user and password. */
    String dsnWithoutLogin() {
        return dsn(part("scheme"), "", part("servers"), "", parameters);
    }

    /**
     * Returns a URL that leads through a port of this machine, and to nothing that is beyond it.
     */
    String dsnThrough(int port) {
        Map<String, String> direct = new LinkedHashMap<>(parameters);
        direct.keySet().removeIf(name -> name.startsWith("srv") || name.equals("replicaset"));
        direct.put("directconnection", "directConnection=true");
        if (Boolean.TRUE.equals(url.getSslEnabled())) {
            direct.put("tls", "tls=true");
            direct.remove("ssl");
            direct.put("tlsallowinvalidhostnames", "tlsAllowInvalidHostnames=true");
        }
        return dsn("mongodb://", part("login"), "127.0.0.1:" + port, "", direct);
    }

    private String part(String name) {
        return Optional.ofNullable(parts.group(name)).orElse("");
    }

    private static String dsn(
            String scheme,
            String login,
            String servers,
            String database,
            Map<String, String> parameters) {
        String query = parameters.values().stream().collect(Collectors.joining("&", "?", ""));
        return scheme + login + servers + "/" + database + (parameters.isEmpty() ? "" : query);
    }

    /** Returns a client of the driver itself. */
    MongoClient client() {
        return MongoClients.create(dsn(""));
    }

    /** Returns the address of the server that can be written to. */
    ServerAddress primary() {
        try (MongoClient client = client()) {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
            return client.getClusterDescription().getServerDescriptions().stream()
                    .filter(ServerDescription::isPrimary)
                    .map(ServerDescription::getAddress)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
