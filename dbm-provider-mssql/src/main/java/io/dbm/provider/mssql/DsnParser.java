package io.dbm.provider.mssql;

import io.dbm.provider.mssql.Hosts.Server;
import io.dbm.spi.Credentials;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a {@code dsn} as the driver writes it, {@code jdbc:sqlserver://host:1433;database=d}, or as
 * a URL, {@code sqlserver://user:password@host:1433?database=d}.
 *
 * <p>Mistakes are told without the text of the dsn: what is misread may be part of a password.
 */
final class DsnParser {

    private static final String JDBC = "jdbc:sqlserver://";
    private static final String URL = "sqlserver://";

    /** One property of the driver's form; in braces, a '}' is written twice. */
    private static final Pattern PROPERTY =
            Pattern.compile(
                    "\\s*([^=;{}]+?)\\s*=\\s*(?:\\{((?:[^}]++|\\}\\})*+)\\}|([^;{}]*?))\\s*(?:;|$)");

    private static final Pattern NAME = Pattern.compile("[A-Za-z-]{1,60}");

    /** Our own keys that a parameter can be. */
    private static final Map<String, SettingKey<String>> OUR_KEYS =
            Map.of(
                    "schema", MssqlKeys.SCHEMA,
                    "sslmode", MssqlKeys.SSLMODE,
                    "ssl-root-cert", MssqlKeys.SSL_ROOT_CERT);

    /** Where to connect stands before the parameters. */
    private static final Set<String> ELSEWHERE = Set.of(DriverNames.SERVER, DriverNames.PORT);

    private final Set<String> mistakes = new LinkedHashSet<>();
    private final Map<SettingKey<String>, String> keys = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private Optional<Server> server = Optional.empty();
    private Optional<Integer> port = Optional.empty();

    private DsnParser() {}

    /** What was read, or what was wrong with it; the latter holds no secret. */
    record Result(Optional<Dsn> dsn, List<String> mistakes) {}

    static Result parse(String text) {
        DsnParser parser = new DsnParser();
        if (text.startsWith(JDBC)) {
            parser.readJdbc(text.substring(JDBC.length()));
        } else if (text.startsWith(URL)) {
            parser.readUrl(text.substring(URL.length()));
        } else {
            parser.mistakes.add(
                    "must be jdbc:sqlserver://host:port;database=…"
                            + " or sqlserver://user:password@host:port?database=…");
        }
        Dsn dsn = parser.dsn();
        return parser.mistakes.isEmpty()
                ? new Result(Optional.of(dsn), List.of())
                : new Result(Optional.empty(), List.copyOf(parser.mistakes));
    }

    private Dsn dsn() {
        Optional<String> instance = take(DriverNames.INSTANCE);
        if (instance.isPresent()) {
            server = server.map(it -> new Server(it.host(), instance));
        }
        if (port.isPresent() && server.flatMap(Server::instance).isPresent()) {
            mistakes.add("names an instance and a port, which would replace it: leave one out");
        }
        Credentials credentials =
                new Credentials(take(DriverNames.USER), take(DriverNames.PASSWORD).map(Secret::of));
        return new Dsn(server, port, credentials, Map.copyOf(keys), Map.copyOf(properties));
    }

    private Optional<String> take(String name) {
        return Optional.ofNullable(properties.remove(name)).filter(value -> !value.isEmpty());
    }

    private void readJdbc(String text) {
        int semicolon = text.indexOf(';');
        readPlace(semicolon < 0 ? text : text.substring(0, semicolon));
        int at = semicolon < 0 ? text.length() : semicolon + 1;
        boolean mayBeSecret = false; // the rest of a password with a semicolon in it
        while (at < text.length()) {
            Matcher property = PROPERTY.matcher(text).region(at, text.length());
            if (text.charAt(at) == ';' || text.substring(at).isBlank()) {
                at++;
            } else if (property.lookingAt()) {
                String braced = property.group(2);
                put(
                        property.group(1),
                        braced == null ? property.group(3) : braced.replace("}}", "}"),
                        !mayBeSecret);
                mayBeSecret |= property.group(1).toLowerCase(Locale.ROOT).contains("pass");
                at = property.end();
            } else {
                mistakes.add(
                        "must have name=value between the semicolons; a value with ';', '{' or '}'"
                                + " stands in braces, and a '}' in it is written '}}'");
                return;
            }
        }
    }

    private void readUrl(String text) {
        String[] placeAndQuery = splitAtFirst(text, '?');
        int at = placeAndQuery[0].lastIndexOf('@');
        if (at >= 0) {
            String[] userAndPassword = splitAtFirst(placeAndQuery[0].substring(0, at), ':');
            properties.put(DriverNames.USER, decode(userAndPassword[0]));
            properties.put(DriverNames.PASSWORD, decode(userAndPassword[1]));
        }
        String place = placeAndQuery[0].substring(at + 1);
        readPlace(decode(place.endsWith("/") ? place.substring(0, place.length() - 1) : place));
        // what is taken for a name may be a piece of a password with a '?' or '&' in it
        boolean mayBeSecret = placeAndQuery[1].contains("@");
        for (String parameter : placeAndQuery[1].split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] nameAndValue = splitAtFirst(parameter, '=');
                mayBeSecret |= !parameter.contains("=");
                put(nameAndValue[0], decode(nameAndValue[1]), !mayBeSecret);
                mayBeSecret |= nameAndValue[0].toLowerCase(Locale.ROOT).contains("pass");
            }
        }
    }

    /** Reads the host, the instance if there is one, and the port if there is one. */
    private void readPlace(String place) {
        if (place.isEmpty()) {
            return;
        }
        int colon = place.lastIndexOf(':');
        boolean hasPort = colon > place.lastIndexOf(']') && place.indexOf(':') == colon;
        if (place.startsWith("[")) {
            hasPort = colon > place.lastIndexOf(']');
        }
        server = Hosts.parse(hasPort ? place.substring(0, colon) : place);
        if (server.isEmpty()) {
            mistakes.add(
                    "names no valid host; write the database as a parameter, and special characters"
                            + " of a user or password in a URL as %XX");
        }
        if (hasPort) {
            port = Hosts.port(place.substring(colon + 1));
            if (port.isEmpty()) {
                mistakes.add("must name a port from 1 to 65535 after the host and ':', or none");
            }
        }
    }

    private void put(String written, String value, boolean mayBeShown) {
        SettingKey<String> key = OUR_KEYS.get(written.toLowerCase(Locale.ROOT));
        if (key != null) {
            if (keys.putIfAbsent(key, value) != null) {
                mistakes.add("says '" + key + "' twice");
            }
            if (!key.choices().isEmpty() && !key.choices().contains(value)) {
                mistakes.add(
                        "must say as '" + key + "' one of " + String.join(", ", key.choices()));
            }
            return;
        }
        Optional<String> name =
                DriverNames.of(
                        written.equals(MssqlKeys.APPLICATION_NAME.name())
                                ? DriverNames.APPLICATION
                                : written);
        if (name.isPresent() && !ELSEWHERE.contains(name.get())) {
            if (properties.putIfAbsent(name.get(), value) != null) {
                mistakes.add("says '" + name.get() + "' twice");
            }
        } else if (mayBeShown && NAME.matcher(written).matches()) {
            mistakes.add("has a parameter '" + written + "' that the driver does not know");
        } else {
            mistakes.add(
                    "has a parameter that the driver does not know; write special characters of a"
                            + " user or password in a URL as %XX");
        }
    }

    private String decode(String part) {
        try {
            String decoded = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') < 0 && decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException notEncoded) {
            // said below, without its message, which quotes the part
        }
        mistakes.add("has a '%' that begins no character in UTF-8; write '%' itself as %25");
        return "";
    }

    /** Splits into what stands before the character and what stands after it. */
    private static String[] splitAtFirst(String text, char character) {
        int index = text.indexOf(character);
        return index < 0
                ? new String[] {text, ""}
                : new String[] {text.substring(0, index), text.substring(index + 1)};
    }
}
