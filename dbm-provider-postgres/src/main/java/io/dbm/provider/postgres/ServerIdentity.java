package io.dbm.provider.postgres;

import io.dbm.provider.postgres.internal.NamingVerifier.HostMismatch;
import io.dbm.spi.TlsProblem;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** Whether a server is who it should be, as TLS found out. */
final class ServerIdentity {

    static final String STATE = "08006";

    private ServerIdentity() {}

    /**
     * Returns an error that says what does not match and what to do, or the driver's own.
     *
     * <p>Of several servers the driver tells the last one's failure only: the others may merely be
     * out of reach, and trusted when they come back.
     *
     * @param authorities the file of those who are trusted
     */
    static SQLException explain(
            SQLException failure, PGSimpleDataSource source, String authorities) {
        Optional<String> explanation = explanation(failure, source, authorities);
        if (explanation.isEmpty()) {
            return failure;
        }
        return source.getServerNames().length == 1
                ? new UntrustedServerException(explanation.get(), failure)
                : new SQLException(explanation.get(), STATE, failure);
    }

    private static Optional<String> explanation(
            SQLException failure, PGSimpleDataSource source, String authorities) {
        Optional<HostMismatch> mismatch =
                chain(failure)
                        .filter(HostMismatch.class::isInstance)
                        .findFirst()
                        .map(HostMismatch.class::cast);
        if (mismatch.isPresent()) {
            return Optional.of(
                    "the server's certificate is for "
                            + mismatch.get().names()
                            + ", not for "
                            + mismatch.get().host()
                            + ", as sslmode verify-full wants it: "
                            + TlsProblem.OTHER_HOST.advice());
        }
        return TlsProblem.of(failure)
                .map(
                        problem ->
                                servers(source)
                                        + " "
                                        + problem.what("in " + authorities)
                                        + ": "
                                        + problem.advice());
    }

    /** Whether an exception is one of those that say so. */
    static boolean isRefused(SQLException failure) {
        return chain(failure).anyMatch(UntrustedServerException.class::isInstance);
    }

    /** The driver does not tell which server it was, if there are several. */
    static String servers(PGSimpleDataSource source) {
        String[] hosts = source.getServerNames();
        int[] ports = source.getPortNumbers();
        String all =
                IntStream.range(0, hosts.length)
                        .mapToObj(index -> hosts[index] + ":" + ports[index])
                        .collect(Collectors.joining(", "));
        return hosts.length == 1 ? all : "one of " + all;
    }

    private static Stream<Throwable> chain(SQLException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
