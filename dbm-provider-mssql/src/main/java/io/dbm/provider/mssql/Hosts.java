package io.dbm.provider.mssql;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks hosts, instances and ports. */
final class Hosts {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[\\p{L}\\p{N}._-]+)?");
    private static final Pattern BRACKETS = Pattern.compile("\\[(.*)\\]");
    private static final Pattern INSTANCE = Pattern.compile("[\\p{L}_#][\\p{L}\\p{N}_#$]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    static final int DEFAULT_PORT = 1433;

    private Hosts() {}

    /**
     * A server, of which a host may have several.
     *
     * @param host its name or address
     * @param instance which one it is, if it has a name
     */
    record Server(String host, Optional<String> instance) {}

    /** Reads {@code host} or {@code host\instance}; empty if it is neither. */
    static Optional<Server> parse(String text) {
        int slash = text.indexOf('\\');
        String host = slash < 0 ? text : text.substring(0, slash);
        Optional<String> instance =
                slash < 0 ? Optional.empty() : Optional.of(text.substring(slash + 1));
        Matcher brackets = BRACKETS.matcher(host);
        String address = brackets.matches() ? brackets.group(1) : host;
        boolean isHost = NAME.matcher(host).matches() || IPV6.matcher(address).matches();
        return isHost && instance.stream().allMatch(it -> INSTANCE.matcher(it).matches())
                ? Optional.of(new Server(address, instance))
                : Optional.empty();
    }

    static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    /** Reads a port; empty if it is none. */
    static Optional<Integer> port(String text) {
        return Optional.of(text)
                .filter(it -> DIGITS.matcher(it).matches())
                .map(Integer::valueOf)
                .filter(Hosts::isPort);
    }
}
