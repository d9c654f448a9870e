package io.dbm.provider.mssql.internal;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Checks who has signed a server's certificate, and for which host. */
public final class HostTrustManager extends AuthorityTrustManager {

    /** Trusts whom Java trusts. */
    public HostTrustManager() throws GeneralSecurityException {}

    /** Trusts the authorities in a PEM file. */
    public HostTrustManager(String file) throws GeneralSecurityException, IOException {
        super(file);
    }

    /** The driver leaves the host's name to its own check, so Java is told here to make it. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        super.checkServerTrusted(chain, authType, socket);
        if (!(socket instanceof SSLSocket tls)) {
            throw new CertificateException("the host's name cannot be checked without its socket");
        }
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        try {
            super.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            throw new HostMismatchException(tls.getHandshakeSession().getPeerHost(), chain[0], e);
        }
    }
}
