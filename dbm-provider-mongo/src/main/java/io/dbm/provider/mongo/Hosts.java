package io.dbm.provider.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads hosts and ports, and takes nothing for a host that a password could be. */
final class Hosts {

    static final int DEFAULT_PORT = 27017;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[\\p{L}\\p{N}._-]+)?");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private Hosts() {}

    /**
     * One server.
     *
     * @param host its name or address; an IPv6 address in brackets
     * @param port its port, if it was said
     */
    record Server(String host, OptionalInt port) {
        String withPort(int defaultPort) {
            return host + ":" + port.orElse(defaultPort);
        }
    }

    /** Returns the servers of a list with commas, or empty if one of them is none. */
    static Optional<List<Server>> parse(String list) {
        List<Server> servers = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            Optional<Server> server = server(part.trim());
            if (server.isEmpty()) {
                return Optional.empty();
            }
            servers.add(server.get());
        }
        return Optional.of(List.copyOf(servers));
    }

    private static Optional<Server> server(String text) {
        if (IPV6.matcher(text).matches()) {
            return Optional.of(new Server("[" + text + "]", OptionalInt.empty()));
        }
        int colon = text.lastIndexOf(':');
        if (colon <= text.lastIndexOf(']')) {
            return host(text).map(host -> new Server(host, OptionalInt.empty()));
        }
        String digits = text.substring(colon + 1);
        if (!PORT.matcher(digits).matches() || !isPort(Integer.parseInt(digits))) {
            return Optional.empty();
        }
        return host(text.substring(0, colon))
                .map(host -> new Server(host, OptionalInt.of(Integer.parseInt(digits))));
    }

    private static Optional<String> host(String text) {
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        boolean isHost =
                inBrackets
                        ? IPV6.matcher(text.substring(1, text.length() - 1)).matches()
                        : NAME.matcher(text).matches();
        return isHost ? Optional.of(text) : Optional.empty();
    }

    static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }
}
