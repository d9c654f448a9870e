package io.dbm.provider.postgres;

import io.dbm.provider.postgres.Dsn.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Checks hosts and ports: the driver puts a host into a URL of its own as it is. */
final class Hosts {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[\\p{L}\\p{N}._-]+)?");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    static final int DEFAULT_PORT = 5432;

    private Hosts() {}

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
        int colon = text.lastIndexOf(':');
        if (IPV6.matcher(text).matches() || colon <= text.lastIndexOf(']')) {
            return forDriver(text).map(host -> new Server(host, OptionalInt.empty()));
        }
        OptionalInt port = port(text.substring(colon + 1));
        return port.isEmpty()
                ? Optional.empty()
                : forDriver(text.substring(0, colon)).map(host -> new Server(host, port));
    }

    /** Returns the port, or empty if it is none. */
    static OptionalInt port(String digits) {
        return PORT.matcher(digits).matches() && isPort(Integer.parseInt(digits))
                ? OptionalInt.of(Integer.parseInt(digits))
                : OptionalInt.empty();
    }

    /** Returns the host as the driver wants it, or empty if it is none. */
    static Optional<String> forDriver(String host) {
        if (NAME.matcher(host).matches()) {
            return Optional.of(host);
        }
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        String address = brackets ? host.substring(1, host.length() - 1) : host;
        return IPV6.matcher(address).matches()
                ? Optional.of("[" + address + "]")
                : Optional.empty();
    }

    static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }
}
