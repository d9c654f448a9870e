package io.dbm.provider.mongo;

import com.mongodb.connection.SslSettings;
import io.dbm.spi.Authorities;
import io.dbm.spi.FailureKind;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whether TLS is used, and what of the server's certificate is checked.
 *
 * @param mode one of the choices of {@code sslmode}
 * @param rootCertificates the file of the authorities to trust, if not those that Java trusts
 */
record Tls(String mode, Optional<Path> rootCertificates) {

    boolean verifies() {
        return mode.startsWith("verify-");
    }

    /**
     * Returns the driver's settings; reads the file.
     *
     * @throws OpeningException if the file is missing, cannot be read or holds no certificate
     * @throws GeneralSecurityException if Java cannot do TLS
     * @throws IOException if Java cannot make a store of certificates
     */
    SslSettings settings() throws OpeningException, GeneralSecurityException, IOException {
        SslSettings.Builder settings =
                SslSettings.builder()
                        .enabled(!mode.equals("disable"))
                        .invalidHostNameAllowed(!mode.equals("verify-full"));
        if (mode.equals("require")) {
            settings.context(trusting(new TrustManager[] {new TrustEverybody()}));
        } else if (verifies() && rootCertificates.isPresent()) {
            settings.context(trusting(authorities(rootCertificates.get())));
        }
        return settings.build();
    }

    private static SSLContext trusting(TrustManager[] trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted, null);
        return context;
    }

    private static TrustManager[] authorities(Path file)
            throws OpeningException, GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        for (Certificate each : read(file)) {
            authorities.setCertificateEntry("authority" + authorities.size(), each);
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authorities);
        return trust.getTrustManagers();
    }

    private static Collection<? extends Certificate> read(Path file) throws OpeningException {
        try {
            return Authorities.read(file.toString());
        } catch (Authorities.UnusableException e) {
            throw new OpeningException(e.explanation(), FailureKind.UNTRUSTED_SERVER, e.getCause());
        }
    }

    /** What sslmode {@code require} asks for: encryption, and nothing of who answers. */
    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
