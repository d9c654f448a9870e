package io.dbm.provider.mongo;

import io.dbm.provider.mongo.Hosts.Server;
import io.dbm.spi.Credentials;
import io.dbm.spi.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a {@code dsn}: {@code mongodb://user:password@host:27017,host/database?a=b}, or {@code
 * mongodb+srv://user:password@name/database?a=b}.
 *
 * <p>Mistakes are told without the text of the dsn: what is misread may be part of a password. For
 * the same reason a character that could have been meant for another part must be percent-encoded.
 */
final class DsnParser {

    private static final String PLAIN = "mongodb://";
    private static final String SRV = "mongodb+srv://";

    /** Parameters that say what a key of dbm says, and would have to agree with it. */
    private static final Map<String, String> KEYS_OF_DBM =
            Map.of(
                    "maxpoolsize", "max-open-conns",
                    "minpoolsize", "min-idle-conns",
                    "maxidletimems", "conn-max-idle-time",
                    "maxlifetimems", "conn-max-lifetime",
                    "waitqueuetimeoutms", "acquire-timeout",
                    "serverselectiontimeoutms", "acquire-timeout",
                    "connecttimeoutms", "connect-timeout",
                    "timeoutms", "query-timeout",
                    "sockettimeoutms", "query-timeout",
                    "wtimeoutms", "query-timeout");

    /** The driver takes a flag that it cannot read for none. */
    private static final Set<String> FLAGS =
            Set.of(
                    "directconnection",
                    "enableoverloadretargeting",
                    "journal",
                    "loadbalanced",
                    "retryreads",
                    "retrywrites",
                    "ssl",
                    "sslinvalidhostnameallowed",
                    "tls",
                    "tlsallowinvalidhostnames",
                    "tlsinsecure");

    /** Parameters that the driver checks itself. */
    private static final Set<String> OTHERS =
            Set.of(
                    "appname",
                    "authmechanism",
                    "authsource",
                    "compressors",
                    "heartbeatfrequencyms",
                    "localthresholdms",
                    "maxadaptiveretries",
                    "maxconnecting",
                    "maxstalenessseconds",
                    "proxyhost",
                    "proxyport",
                    "readconcernlevel",
                    "readpreference",
                    "readpreferencetags",
                    "replicaset",
                    "servermonitoringmode",
                    "srvallowedhostssuffix",
                    "srvmaxhosts",
                    "srvservicename",
                    "uuidrepresentation",
                    "w",
                    "zlibcompressionlevel");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");

    private final String text;
    private final boolean srv;
    private final Set<String> mistakes = new LinkedHashSet<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private DsnParser(String text) {
        this.text = text;
        this.srv = text.startsWith(SRV);
    }

    /** What was read, or what was wrong with it; the latter holds no secret. */
    record Result(Optional<Dsn> dsn, List<String> mistakes) {}

    static Result parse(String text) {
        DsnParser parser = new DsnParser(text);
        Dsn dsn = parser.read();
        return parser.mistakes.isEmpty()
                ? new Result(Optional.of(dsn), List.of())
                : new Result(Optional.empty(), List.copyOf(parser.mistakes));
    }

    static boolean isTrue(String flag) {
        return flag.equals("true");
    }

    private Dsn read() {
        if (!srv && !text.startsWith(PLAIN)) {
            mistakes.add(
                    "must be mongodb://user:password@host:port,host:port/database"
                            + " or mongodb+srv://user:password@name/database");
            return Dsn.EMPTY;
        }
        String rest = text.substring(srv ? SRV.length() : PLAIN.length());
        String[] placeAndQuery = splitAtFirst(rest, '?');
        String[] authorityAndPath = splitAtFirst(placeAndQuery[0], '/');
        int at = authorityAndPath[0].lastIndexOf('@');
        Credentials credentials =
                at < 0 ? Credentials.none() : userInfo(authorityAndPath[0].substring(0, at));
        List<Server> servers = servers(authorityAndPath[0].substring(at + 1));
        Optional<String> database = database(authorityAndPath[1]);
        readQuery(placeAndQuery[1]);
        return new Dsn(srv, servers, database, credentials, Map.copyOf(parameters));
    }

    private Credentials userInfo(String userInfo) {
        String[] userAndPassword = splitAtFirst(userInfo, ':');
        if (userInfo.contains("@") || userAndPassword[1].contains(":")) {
            mistakes.add("has a ':' or '@' in user or password: write them as %3A and %40");
        }
        return new Credentials(
                decoded(userAndPassword[0]), decoded(userAndPassword[1]).map(Secret::of));
    }

    private List<Server> servers(String list) {
        Optional<List<Server>> servers = Hosts.parse(list);
        if (servers.isEmpty()) {
            mistakes.add(
                    "names no valid host and port; write an IPv6 address in brackets, and special"
                            + " characters of a user or password as %XX");
            return List.of();
        }
        Server first = servers.get().get(0);
        if (srv && (servers.get().size() > 1 || first.port().isPresent())) {
            mistakes.add("must name one host without a port: mongodb+srv looks both up");
        }
        return servers.get();
    }

    private Optional<String> database(String path) {
        if (path.contains("/") || path.contains("@")) {
            mistakes.add(
                    "has a '/' or '@' after the servers' '/': in a user, password or database"
                            + " write them as %2F and %40");
            return Optional.empty();
        }
        Optional<String> database = decoded(path);
        database.filter(name -> !DatabaseNames.isValid(name))
                .ifPresent(name -> mistakes.add("says a database that " + DatabaseNames.RULE));
        return database;
    }

    private void readQuery(String query) {
        if (query.contains("@")) {
            mistakes.add(
                    "has an '@' after its '?': in a user or password write them as %40 and %3F");
            return;
        }
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] nameAndValue = splitAtFirst(parameter, '=');
                readParameter(nameAndValue[0], nameAndValue[1], parameter.contains("="));
            }
        }
    }

    private void readParameter(String written, String encoded, boolean mayBeShown) {
        String name = written.toLowerCase(Locale.ROOT);
        Optional<String> value = decoded(encoded);
        if (KEYS_OF_DBM.containsKey(name)) {
            mistakes.add("must not say '" + written + "': write " + KEYS_OF_DBM.get(name));
        } else if (FLAGS.contains(name) || OTHERS.contains(name)) {
            put(name, written, value.orElse(""));
        } else if (mayBeShown && NAME.matcher(written).matches()) {
            mistakes.add("has a parameter '" + written + "' that dbm does not support");
        } else {
            mistakes.add("has a parameter that dbm does not support");
        }
    }

    private void put(String name, String written, String value) {
        if (value.isEmpty()) {
            mistakes.add("says nothing for '" + written + "'");
        } else if (FLAGS.contains(name) && !value.equals("true") && !value.equals("false")) {
            mistakes.add("must say true or false for '" + written + "'");
        }
        if (parameters.putIfAbsent(name, value) != null) {
            mistakes.add("says '" + written + "' twice");
        }
    }

    /** Decodes one part; empty if there is nothing in it. */
    private Optional<String> decoded(String part) {
        try {
            String decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') < 0 && decoded.indexOf('\uFFFD') < 0) {
                return Optional.of(decoded).filter(it -> !it.isEmpty());
            }
        } catch (IllegalArgumentException notEncoded) {
            // said below, without its message, which quotes the part
        }
        mistakes.add("has a '%' that begins no character in UTF-8; write '%' itself as %25");
        return Optional.empty();
    }

    /** Splits into what stands before the character and what stands after it. */
    private static String[] splitAtFirst(String text, char character) {
        int index = text.indexOf(character);
        return index < 0
                ? new String[] {text, ""}
                : new String[] {text.substring(0, index), text.substring(index + 1)};
    }
}
