package io.dbm.doctor;

import io.dbm.core.internal.trial.Trial;
import io.dbm.core.internal.trial.Trial.Failure;
import io.dbm.spi.FailureKind;
import io.dbm.spi.TlsProblem;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a connection cannot be used, in the words of {@code docs/troubleshooting.md}. It goes by what
 * kind of failure a provider says it was, by the types of the exceptions and by how long it took,
 * and never by what they say.
 */
enum Diagnosis {
    NOBODY_LISTENS(
            "Nobody listens there",
            "Look at host and port, whether the server is up, and on which address it listens."),
    UNKNOWN_HOST("The host's name is not known", "Look at host, then at the machine's DNS."),
    NO_ANSWER(
            "Nobody answers",
            "Look for a firewall that swallows the packets, and whether the server hangs;"
                    + " connect-timeout says how long to wait."),
    LOGIN_REFUSED(
            "The login is refused",
            "Look at user and password, and whether the server lets this user in from here. dbm"
                    + " does not try it again, so that no account is locked."),
    NO_SUCH_DATABASE(
            "The database does not exist",
            "Look at database (or filepath) and schema; after a fresh start of a server it may only"
                    + " be missing yet."),
    UNTRUSTED(
            "The server's certificate is not trusted",
            "Have ssl-root-cert name the PEM file of the authority that issued it, or look at"
                    + " sslmode."),
    TOO_MANY(
            "Too many connections",
            "The server, or the user's limit on it, is full: add up max-open-conns of all"
                    + " connections to that server, times the instances of the application."),
    UNREACHABLE(
            "The server is out of reach",
            "Look at host and port, whether the server is up, or still starting, and at the network"
                    + " between."),
    OTHER(
            "It fails in another way",
            "What the driver says is all that is known; the database's own log may say more.");

    private final String cause;
    private final String remedy;

    Diagnosis(String cause, String remedy) {
        this.cause = cause;
        this.remedy = remedy;
    }

    /** Returns what is wrong with a connection that cannot be used. */
    static Diagnosis of(Trial trial, Failure failure) {
        return switch (failure.kind()) {
            case AUTHENTICATION -> LOGIN_REFUSED;
            case NO_SUCH_DATABASE -> NO_SUCH_DATABASE;
            case UNTRUSTED_SERVER -> UNTRUSTED;
            case TOO_MANY_CONNECTIONS -> TOO_MANY;
            default -> ofNetwork(trial, failure);
        };
    }

    private static Diagnosis ofNetwork(Trial trial, Failure failure) {
        Duration limit = trial.connection().limits().connectTimeout();
        boolean ranOut = trial.took().compareTo(limit) >= 0;
        if (ranOut || isCausedBy(failure, SocketTimeoutException.class)) {
            return NO_ANSWER;
        }
        if (isCausedBy(failure, UnknownHostException.class)) {
            return UNKNOWN_HOST;
        }
        if (isCausedBy(failure, ConnectException.class)) {
            return NOBODY_LISTENS;
        }
        return failure.kind() == FailureKind.UNREACHABLE ? UNREACHABLE : OTHER;
    }

    private static boolean isCausedBy(Failure failure, Class<? extends Exception> type) {
        return Stream.iterate(failure.cause().orElse(null), Objects::nonNull, Throwable::getCause)
                .limit(50)
                .anyMatch(type::isInstance);
    }

    /** Returns what is wrong, as a title. */
    String cause() {
        return cause;
    }

    /** Returns what to do. */
    String remedy(Failure failure) {
        Optional<String> tls =
                this == UNTRUSTED
                        ? failure.cause().flatMap(TlsProblem::of).map(TlsProblem::advice)
                        : Optional.empty();
        return tls.map(Diagnosis::sentence).orElse(remedy);
    }

    private static String sentence(String advice) {
        return advice.substring(0, 1).toUpperCase(Locale.ROOT) + advice.substring(1) + ".";
    }
}
