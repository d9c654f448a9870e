package io.dbm.provider.postgres;

import java.util.Optional;
import java.util.regex.Pattern;

/** Checks hosts and ports: the driver puts a host into a URL of its own as it is. */
final class Hosts {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[\\p{L}\\p{N}._-]+)?");

    static final int DEFAULT_PORT = 5432;

    private Hosts() {}

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
