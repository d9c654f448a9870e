package io.dbm.provider.postgres;

import io.dbm.provider.postgres.internal.NamingVerifier.HostMismatch;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.postgresql.ds.PGSimpleDataSource;

/** Whether a server is who it should be, as TLS found out. */
final class ServerIdentity {

    private static final String STATE = "08006";

    private ServerIdentity() {}

    /** Whether a physical connection failed because of who the server is, and will fail again. */
    static boolean isRefused(SQLException failure) {
        return chain(failure).anyMatch(ServerIdentity::isAboutCertificate)
                || (has(failure, SSLHandshakeException.class) && !isBroken(failure))
                || isWithoutAuthorities(failure);
    }

    /** A handshake also fails because a network does. */
    private static boolean isBroken(SQLException failure) {
        return has(failure, EOFException.class)
                || has(failure, SocketException.class)
                || has(failure, SocketTimeoutException.class);
    }

    private static boolean isAboutCertificate(Throwable failure) {
        return failure instanceof CertificateException
                || failure instanceof CertPathValidatorException
                || failure instanceof CertPathBuilderException
                || failure instanceof SSLPeerUnverifiedException;
    }

    /** Before it connects, the driver opens no file but that of the authorities. */
    private static boolean isWithoutAuthorities(SQLException failure) {
        return has(failure, FileNotFoundException.class) && !has(failure, SSLException.class);
    }

    /** Returns an error that says what did not match and what to do, or the driver's own. */
    static SQLException explain(SQLException failure, PGSimpleDataSource source) {
        return explanation(failure, source)
                .<SQLException>map(
                        message -> new SQLNonTransientConnectionException(message, STATE, failure))
                .orElse(failure);
    }

    private static Optional<String> explanation(SQLException failure, PGSimpleDataSource source) {
        if (isWithoutAuthorities(failure)) {
            return Optional.of(
                    "there is no file "
                            + authorities(source)
                            + " that can be read, of the authorities that sslmode "
                            + Optional.ofNullable(source.getSslMode()).orElse("verify-full")
                            + " trusts: have ssl-root-cert name their PEM file");
        }
        Optional<HostMismatch> mismatch = first(failure, HostMismatch.class);
        if (mismatch.isPresent()) {
            return Optional.of(
                    "the server's certificate is for "
                            + mismatch.get().names()
                            + ", not for "
                            + mismatch.get().host()
                            + ", as sslmode verify-full wants it: connect by a name that the"
                            + " certificate has, or use sslmode verify-ca, which checks no name");
        }
        if (has(failure, CertificateExpiredException.class)
                || has(failure, CertificateNotYetValidException.class)) {
            return Optional.of(
                    "the certificate of "
                            + servers(source)
                            + " has expired or is not valid yet: renew it, or set the clock of"
                            + " this machine");
        }
        if (chain(failure).anyMatch(ServerIdentity::isAboutCertificate)) {
            return Optional.of(
                    "the certificate of "
                            + servers(source)
                            + " is not from an authority in "
                            + authorities(source)
                            + ": have ssl-root-cert name the PEM file of the authority that"
                            + " issued it");
        }
        return Optional.empty();
    }

    /** The driver does not tell which server it was, if there are several. */
    private static String servers(PGSimpleDataSource source) {
        String[] hosts = source.getServerNames();
        int[] ports = source.getPortNumbers();
        String all =
                IntStream.range(0, hosts.length)
                        .mapToObj(index -> hosts[index] + ":" + ports[index])
                        .collect(Collectors.joining(", "));
        return hosts.length == 1 ? all : "one of " + all;
    }

    private static String authorities(PGSimpleDataSource source) {
        return Optional.ofNullable(source.getSslRootCert()).orElse("~/.postgresql/root.crt");
    }

    private static boolean has(SQLException failure, Class<? extends Throwable> type) {
        return first(failure, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> first(SQLException failure, Class<T> type) {
        return chain(failure).filter(type::isInstance).findFirst().map(type::cast);
    }

    private static Stream<Throwable> chain(SQLException failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
