package io.dbm.spi;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why TLS does not come about with a server that answers, as the exceptions of Java and of drivers
 * that use its TLS tell: what makes a failure {@link FailureKind#UNTRUSTED_SERVER}, and the words
 * to say so.
 *
 * @since 0.1.0
 */
public enum TlsProblem {
    /** The certificate has expired or is not valid yet. */
    NOT_NOW(
            "shows a certificate that has expired or is not valid yet",
            "renew it, or set the clock of this machine"),
    /** No authority that is trusted has signed the certificate. */
    OTHER_AUTHORITY(
            "shows a certificate that is not from an authority %s",
            "have ssl-root-cert name the PEM file of the authority that issued it"),
    /** The certificate is for another host name. */
    OTHER_HOST(
            "shows a certificate that is for another host name",
            "connect by a name that the certificate has, or use sslmode verify-ca, which checks no"
                    + " name"),
    /** The certificate is revoked, weak, not made for servers, or not one. */
    NOT_ACCEPTED(
            "shows a certificate that is not accepted",
            "have the server show one that is valid, not revoked, and made for servers with"
                    + " algorithms that Java allows"),
    /** The two have no protocol version or cipher in common, or the client lacks a certificate. */
    NO_AGREEMENT(
            "does not agree on TLS",
            "the two need a protocol version and a cipher in common, and a server may want a"
                    + " certificate of its client");

    private final String what;
    private final String advice;

    TlsProblem(String what, String advice) {
        this.what = what;
        this.advice = advice;
    }

    /** Finds the problem among the causes of a failure, if it is not merely the network's. */
    public static Optional<TlsProblem> of(Throwable failure) {
        if (any(failure, TlsProblem::isAboutTime)) {
            return Optional.of(NOT_NOW);
        }
        if (any(failure, TlsProblem::isAboutPath)) {
            return Optional.of(
                    any(failure, TlsProblem::isAboutMoreThanAuthority)
                            ? NOT_ACCEPTED
                            : OTHER_AUTHORITY);
        }
        if (any(failure, TlsProblem::isAboutHost)) {
            return Optional.of(OTHER_HOST);
        }
        if (any(failure, TlsProblem::isAboutCertificate)) {
            return Optional.of(NOT_ACCEPTED);
        }
        return any(failure, SSLHandshakeException.class::isInstance)
                        && !any(failure, TlsProblem::isAboutNetwork)
                ? Optional.of(NO_AGREEMENT)
                : Optional.empty();
    }

    private static boolean isAboutTime(Throwable failure) {
        return failure instanceof CertificateExpiredException
                || failure instanceof CertificateNotYetValidException;
    }

    private static boolean isAboutPath(Throwable failure) {
        return failure instanceof CertPathBuilderException
                || failure instanceof CertPathValidatorException;
    }

    /** A certificate of an authority that is known can be revoked, weak, or not for servers. */
    private static boolean isAboutMoreThanAuthority(Throwable failure) {
        return failure instanceof CertPathValidatorException invalid
                && invalid.getReason() != PKIXReason.NO_TRUST_ANCHOR
                && invalid.getReason() != BasicReason.INVALID_SIGNATURE;
    }

    /** Java has no type for it: see {@code sun.security.util.HostnameChecker}. */
    private static boolean isAboutHost(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass() == CertificateException.class
                && failure.getCause() == null
                && message != null
                && (message.startsWith("No subject alternative ")
                        || message.startsWith("No name matching "));
    }

    private static boolean isAboutCertificate(Throwable failure) {
        return failure instanceof CertificateException
                || failure instanceof SSLPeerUnverifiedException;
    }

    /** A handshake also fails because a network does. */
    private static boolean isAboutNetwork(Throwable failure) {
        return failure instanceof EOFException
                || failure instanceof SocketException
                || failure instanceof SocketTimeoutException;
    }

    private static boolean any(Throwable failure, Predicate<Throwable> matches) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .anyMatch(matches);
    }

    /**
     * Returns what the server does, to follow its name.
     *
     * @param authorities which ones are trusted, to follow "an authority"
     */
    public String what(String authorities) {
        return what.formatted(authorities);
    }

    /** Returns what to do, for keys {@code ssl-root-cert} and {@code sslmode}. */
    public String advice() {
        return advice;
    }
}
