package io.dbm.provider.postgres.internal;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

/**
 * Verifies a host name as the driver does, and says which names the certificate has where it is not
 * among them. Made by the driver, by its name.
 */
public final class NamingVerifier implements HostnameVerifier {

    /** For the driver. */
    public NamingVerifier() {}

    @Override
    public boolean verify(String host, SSLSession session) {
        if (PGjdbcHostnameVerifier.INSTANCE.verify(host, session)) {
            return true;
        }
        throw NamingVerifier.<RuntimeException>asUnchecked(new HostMismatch(host, names(session)));
    }

    /** The driver goes on to its next server after an IOException, and after no other. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asUnchecked(HostMismatch mismatch) throws X {
        throw (X) mismatch;
    }

    private static String names(SSLSession session) {
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? certificate.getSubjectX500Principal().getName()
                    : alternatives.stream()
                            .flatMap(NamingVerifier::name)
                            .collect(Collectors.joining(", "));
        } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
            return "nobody";
        }
    }

    /** Each is a number for the kind of name, and the name: text, or bytes of a rare kind. */
    private static Stream<String> name(List<?> kindAndName) {
        return kindAndName.get(1) instanceof String name ? Stream.of(name) : Stream.empty();
    }

    /** A certificate is for other names than that of the host. */
    public static final class HostMismatch extends SSLPeerUnverifiedException {

        private static final long serialVersionUID = 1L;

        private final String host;
        private final String names;

        HostMismatch(String host, String names) {
            super("the certificate is for " + names + ", not for " + host);
            this.host = host;
            this.names = names;
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
}
