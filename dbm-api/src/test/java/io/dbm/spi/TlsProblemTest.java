package io.dbm.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsProblemTest {

    @Test
    void isTheTimeWhateverFoundItOut() {
        assertProblem(TlsProblem.NOT_NOW, new CertificateExpiredException("x"));
        assertProblem(
                TlsProblem.NOT_NOW,
                new CertPathValidatorException("x", new CertificateNotYetValidException("x")));
    }

    @Test
    void isTheAuthorityWhereNoneIsFoundOrItsSignatureIsNotThere() {
        assertProblem(TlsProblem.OTHER_AUTHORITY, new CertPathBuilderException("x"));
        assertProblem(TlsProblem.OTHER_AUTHORITY, invalid(PKIXReason.NO_TRUST_ANCHOR));
        assertProblem(TlsProblem.OTHER_AUTHORITY, invalid(BasicReason.INVALID_SIGNATURE));
    }

    @Test
    void isNotTheAuthorityWhereTheCertificateIsRevokedWeakOrForAnotherUse() {
        assertProblem(TlsProblem.NOT_ACCEPTED, invalid(BasicReason.REVOKED));
        assertProblem(TlsProblem.NOT_ACCEPTED, invalid(BasicReason.ALGORITHM_CONSTRAINED));
        assertProblem(TlsProblem.NOT_ACCEPTED, invalid(PKIXReason.INVALID_KEY_USAGE));
        assertProblem(
                TlsProblem.NOT_ACCEPTED,
                new CertPathBuilderException("x", invalid(BasicReason.REVOKED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No subject alternative names present",
                "No subject alternative names matching IP address 127.0.0.1 found",
                "No subject alternative DNS name matching localhost found.",
                "No name matching localhost found"
            })
    void isTheHostWhereJavaSaysSo(String message) {
        assertProblem(TlsProblem.OTHER_HOST, new CertificateException(message));
    }

    @Test
    void isNotTheHostWhereJavaSaysAnythingElse() {
        assertProblem(
                TlsProblem.NOT_ACCEPTED,
                new CertificateException(
                        "Extended key usage does not permit use for TLS server authentication"));
        assertProblem(TlsProblem.NOT_ACCEPTED, new CertificateException());
        assertProblem(
                TlsProblem.NOT_ACCEPTED,
                new CertificateException("No name matching x found", new IOException("x")));
        assertProblem(TlsProblem.NOT_ACCEPTED, new SSLPeerUnverifiedException("x"));
    }

    @Test
    void isAnAgreementWhereTheHandshakeAloneFails() {
        assertThat(TlsProblem.of(new IOException(new SSLHandshakeException("x"))))
                .contains(TlsProblem.NO_AGREEMENT);
    }

    @Test
    void isNoneWhereTheNetworkFails() {
        for (IOException network :
                new IOException[] {
                    new EOFException(), new SocketException(), new SocketTimeoutException()
                }) {
            assertThat(TlsProblem.of(new SSLHandshakeException("x").initCause(network))).isEmpty();
        }
        assertThat(TlsProblem.of(new IOException(new FileNotFoundException("x")))).isEmpty();
    }

    private static void assertProblem(TlsProblem problem, Exception cause) {
        assertThat(TlsProblem.of(new IOException(new SSLHandshakeException("x").initCause(cause))))
                .contains(problem);
    }

    private static CertPathValidatorException invalid(Reason reason) {
        return new CertPathValidatorException("x", new SignatureException("x"), null, -1, reason);
    }
}
