package io.dbm.provider.postgres;

import io.dbm.provider.postgres.Dsn.Server;
import io.dbm.spi.Credentials;
import io.dbm.spi.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.PGProperty;

/**
 * Reads a {@code dsn} as the driver writes it, {@code jdbc:postgresql://host:5432/database?a=b}, or
 * as a URL, {@code postgresql://user:password@host:5432/database?a=b}.
 *
 * <p>Mistakes are told without the text of the dsn: what is misread may be part of a password. For
 * the same reason a character that could have been meant for another part must be percent-encoded.
 */
final class DsnParser {

    /** Names that {@code psql} and hosting services write in a URL, and the driver's own. */
    private static final Map<String, String> ALIASES =
            Map.of(
                    "application_name", PGProperty.APPLICATION_NAME.getName(),
                    "channel_binding", PGProperty.CHANNEL_BINDING.getName(),
                    "connect_timeout", PGProperty.CONNECT_TIMEOUT.getName());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");

    private final String text;
    private final boolean jdbc;
    private final Set<String> mistakes = new LinkedHashSet<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();

    private DsnParser(String text) {
        this.text = text;
        this.jdbc = text.startsWith("jdbc:");
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

    private Dsn read() {
        Optional<String> rest = afterScheme();
        if (rest.isEmpty()) {
            mistakes.add(
                    "must be jdbc:postgresql://host:port/database"
                            + " or postgresql://user:password@host:port/database");
            return Dsn.EMPTY;
        }
        String[] placeAndQuery = splitAtFirst(rest.get(), '?');
        String[] authorityAndPath = {"", placeAndQuery[0]};
        if (placeAndQuery[0].startsWith("//")) {
            authorityAndPath = splitAtFirst(placeAndQuery[0].substring(2), '/');
        }
        int at = authorityAndPath[0].lastIndexOf('@');
        if (at >= 0) {
            readUserInfo(authorityAndPath[0].substring(0, at));
        }
        readQuery(placeAndQuery[1]);
        Credentials credentials = new Credentials(take("user"), take("password").map(Secret::of));
        return new Dsn(
                servers(authorityAndPath[0].substring(at + 1)),
                database(authorityAndPath[1]),
                credentials,
                Map.copyOf(parameters));
    }

    private Optional<String> afterScheme() {
        if (jdbc) {
            return after("jdbc:postgresql:");
        }
        // the slashes belong to the URL, and are split off with what follows them
        return after("postgresql:").or(() -> after("postgres:")).filter(it -> it.startsWith("//"));
    }

    private Optional<String> after(String prefix) {
        return text.startsWith(prefix)
                ? Optional.of(text.substring(prefix.length()))
                : Optional.empty();
    }

    private List<Server> servers(String authority) {
        List<Server> servers = new ArrayList<>();
        if (!authority.isEmpty()) {
            for (String server : authority.split(",", -1)) {
                server(server).ifPresent(servers::add);
            }
        }
        return List.copyOf(servers);
    }

    private Optional<Server> server(String server) {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > server.lastIndexOf(']');
        Optional<String> host = Hosts.forDriver(hasPort ? server.substring(0, colon) : server);
        if (host.isEmpty()) {
            mistakes.add(
                    "names no valid host; write an IPv6 address in brackets, and special characters"
                            + " of a user or password as %XX");
            return Optional.empty();
        }
        OptionalInt port = OptionalInt.empty();
        if (hasPort) {
            port = Hosts.port(server.substring(colon + 1));
            if (port.isEmpty()) {
                mistakes.add("must name a port from 1 to 65535 after the host and ':', or none");
                return Optional.empty();
            }
        }
        return Optional.of(new Server(host.get(), port));
    }

    private Optional<String> database(String path) {
        if (path.contains("/") || path.contains("@")) {
            mistakes.add(
                    "has a '/' or '@' after the server's '/': in a user, password or database"
                            + " write them as %2F and %40");
            return Optional.empty();
        }
        return Optional.of(decode(path)).filter(name -> !name.isEmpty());
    }

    private void readUserInfo(String userInfo) {
        if (jdbc) {
            mistakes.add(
                    "has a user before '@', for which its JDBC form has no place:"
                            + " write ?user=…&password=…, or leave out 'jdbc:'");
            return;
        }
        String[] userAndPassword = splitAtFirst(userInfo, ':');
        put("user", userAndPassword[0]);
        if (!userAndPassword[1].isEmpty()) {
            put("password", userAndPassword[1]);
        }
    }

    /** Removes a parameter that the driver is not to have, and returns it if it was not empty. */
    private Optional<String> take(String name) {
        return Optional.ofNullable(parameters.remove(name)).filter(value -> !value.isEmpty());
    }

    private void readQuery(String query) {
        // what is taken for a name may be a piece of a password: one with a '?' before the URL's
        // '@', or one with an '&' in the query
        boolean mayBeSecret = !jdbc && query.contains("@");
        for (String parameter : query.split("&", -1)) {
            if (!parameter.isEmpty()) {
                String[] nameAndValue = splitAtFirst(parameter, '=');
                boolean mayBePiece = mayBeSecret || !parameter.contains("=");
                readParameter(nameAndValue[0], nameAndValue[1], mayBePiece);
                mayBeSecret |= nameAndValue[0].contains("pass");
            }
        }
    }

    private void readParameter(String written, String encoded, boolean mayBeSecret) {
        String name = ALIASES.getOrDefault(written, written);
        PGProperty property = PGProperty.forName(name);
        if (property != null && !DriverParameters.PLACE.contains(property)) {
            DriverParameters.fault(property, put(name, encoded)).ifPresent(mistakes::add);
        } else if (!mayBeSecret && NAME.matcher(written).matches()) {
            mistakes.add("has a parameter '" + written + "' that the driver does not know");
        } else {
            mistakes.add(
                    "has a parameter that the driver does not know; write special characters of a"
                            + " user or password as %XX");
        }
    }

    private String put(String name, String encoded) {
        String value = decode(encoded);
        if (parameters.putIfAbsent(name, value) != null) {
            mistakes.add("says '" + name + "' twice");
        }
        return value;
    }

    /** Decodes one part; a '+' in the JDBC form is a space, as it is to the driver. */
    private String decode(String part) {
        try {
            String decoded =
                    URLDecoder.decode(
                            jdbc ? part : part.replace("+", "%2B"), StandardCharsets.UTF_8);
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
