package io.dbm.provider.mssql.internal;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A certificate is for other names than that of the host. */
public final class HostMismatchException extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final String host;
    private final String names;

    HostMismatchException(String host, X509Certificate certificate, CertificateException cause) {
        this(host, names(certificate), cause);
    }

    private HostMismatchException(String host, String names, CertificateException cause) {
        super("the certificate is for " + names + ", not for " + host, cause);
        this.host = host;
        this.names = names;
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? certificate.getSubjectX500Principal().getName()
                    : alternatives.stream()
                            .flatMap(HostMismatchException::name)
                            .collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "nobody";
        }
    }

    /** Each is a number for the kind of name, and the name: text, or bytes of a rare kind. */
    private static Stream<String> name(List<?> kindAndName) {
        return kindAndName.get(1) instanceof String name ? Stream.of(name) : Stream.empty();
    }

    /** Returns the name of the host that was connected to. */
    public String host() {
        return host;
    }

    /** Returns the names that the certificate is for, with commas between them. */
    public String names() {
        return names;
    }
}
