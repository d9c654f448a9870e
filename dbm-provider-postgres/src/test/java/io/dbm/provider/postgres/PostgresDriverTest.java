package io.dbm.provider.postgres;

import static io.dbm.spi.FailureKind.AUTHENTICATION;
import static io.dbm.spi.FailureKind.NO_SUCH_DATABASE;
import static io.dbm.spi.FailureKind.OTHER;
import static io.dbm.spi.FailureKind.SERIALIZATION_OR_DEADLOCK;
import static io.dbm.spi.FailureKind.TIMEOUT;
import static io.dbm.spi.FailureKind.TOO_MANY_CONNECTIONS;
import static io.dbm.spi.FailureKind.UNREACHABLE;
import static io.dbm.spi.FailureKind.UNTRUSTED_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.spi.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresDriverTest {

    private final PostgresDriver driver = new PostgresDriver(new PGSimpleDataSource(), true);

    @Test
    void tellsFailuresApartByTheirSqlState() {
        Map.ofEntries(
                        Map.entry("28P01", AUTHENTICATION),
                        Map.entry("28000", AUTHENTICATION),
                        Map.entry("08004", AUTHENTICATION),
                        Map.entry("3D000", NO_SUCH_DATABASE),
                        Map.entry("57P04", NO_SUCH_DATABASE),
                        Map.entry("53300", TOO_MANY_CONNECTIONS),
                        Map.entry("08001", UNREACHABLE),
                        Map.entry("08006", UNREACHABLE),
                        Map.entry("57P01", UNREACHABLE),
                        Map.entry("57P02", UNREACHABLE),
                        Map.entry("57P03", UNREACHABLE),
                        Map.entry("57P05", UNREACHABLE),
                        Map.entry("25P03", UNREACHABLE),
                        Map.entry("40001", SERIALIZATION_OR_DEADLOCK),
                        Map.entry("40P01", SERIALIZATION_OR_DEADLOCK),
                        Map.entry("57014", TIMEOUT),
                        Map.entry("25P04", TIMEOUT),
                        Map.entry("42601", OTHER),
                        Map.entry("53200", OTHER),
                        Map.entry("", OTHER))
                .forEach((state, kind) -> assertThat(kindOf(state)).as(state).isEqualTo(kind));
        assertThat(kindOf(null)).isEqualTo(OTHER);
    }

    @Test
    void tellsAServerThatIsNotTrustedFromOneThatIsOutOfReachByTheCause() {
        assertThat(kindOfCause(new SSLHandshakeException("no protocol in common")))
                .isEqualTo(UNTRUSTED_SERVER);
        assertThat(kindOfCause(new IOException(new CertificateExpiredException())))
                .isEqualTo(UNTRUSTED_SERVER);
        assertThat(kindOfCause(new SSLPeerUnverifiedException("somebody else")))
                .isEqualTo(UNTRUSTED_SERVER);
        assertThat(kindOfCause(new SSLHandshakeException("cut").initCause(new EOFException())))
                .isEqualTo(UNREACHABLE);
        assertThat(kindOfCause(new SSLException("cut", new SocketException("reset"))))
                .isEqualTo(UNREACHABLE);
    }

    @Test
    void explainsACertificateThatHasExpired() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"db"});
        source.setPortNumbers(new int[] {5432});
        SQLException failure =
                new SQLException("SSL error", "08006", new CertificateExpiredException("NotAfter"));
        assertThat((Throwable) ServerIdentity.explain(failure, source))
                .hasMessage(
                        "the certificate of db:5432 has expired or is not valid yet: renew it, or"
                                + " set the clock of this machine")
                .hasCause(failure);
    }

    private FailureKind kindOfCause(Throwable cause) {
        return driver.classify(new SQLException("no matter", "08006", cause));
    }

    private FailureKind kindOf(@Nullable String sqlState) {
        return driver.classify(new SQLException("no matter", sqlState));
    }
}
