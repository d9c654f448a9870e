package io.dbm.provider.mongo;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Whether a server is who it should be, as TLS found out. */
final class ServerIdentity {

    private ServerIdentity() {}

    /** Returns why a server is not trusted and what to do, if that is why it was of no use. */
    static Optional<String> explain(Throwable failure) {
        if (has(failure, CertificateExpiredException.class)
                || has(failure, CertificateNotYetValidException.class)) {
            return Optional.of(
                    "shows a certificate that has expired or is not valid yet (renew it, or set"
                            + " the clock of this machine)");
        }
        if (has(failure, CertPathBuilderException.class)
                || has(failure, CertPathValidatorException.class)) {
            return Optional.of(
                    "shows a certificate that is not from an authority which the connection trusts"
                            + " (have ssl-root-cert name the PEM file of the authority that issued"
                            + " it)");
        }
        if (has(failure, CertificateException.class)) {
            return Optional.of(
                    "shows a certificate that is for another host name (connect by a name that the"
                            + " certificate has, or use sslmode verify-ca, which checks no name)");
        }
        // a handshake also fails because a network does
        return has(failure, SSLHandshakeException.class)
                        && !has(failure, EOFException.class)
                        && !has(failure, SocketException.class)
                ? Optional.of("does not agree on TLS")
                : Optional.empty();
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(type::isInstance);
    }
}
