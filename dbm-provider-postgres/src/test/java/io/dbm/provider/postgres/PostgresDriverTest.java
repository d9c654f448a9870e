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
import java.io.FileNotFoundException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.net.ssl.SSLHandshakeException;
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
        Exception untrusted = new SSLHandshakeException("no protocol in common");
        Throwable cut = new SSLHandshakeException("cut").initCause(new EOFException());
        assertThat(driver.classify(explained(untrusted, "db"))).isEqualTo(UNTRUSTED_SERVER);
        assertThat(driver.classify(new SQLException("in the pool", explained(untrusted, "db"))))
                .isEqualTo(UNTRUSTED_SERVER);
        assertThat(driver.classify(explained(cut, "db"))).isEqualTo(UNREACHABLE);
        assertThat(driver.classify(explained(untrusted, "one", "two"))).isEqualTo(UNREACHABLE);
    }

    /** A stream that a statement sends, for example, comes from anywhere. */
    @Test
    void doesNotTakeAFailureOfAStatementForOneOfTheServersIdentity() {
        for (Exception cause :
                List.of(new FileNotFoundException("a.txt"), new SSLHandshakeException("x"))) {
            assertThat(driver.classify(new SQLException("no matter", "22000", cause)))
                    .isEqualTo(OTHER);
        }
    }

    @Test
    void explainsACertificateThatHasExpired() {
        assertThat((Throwable) explained(new CertificateExpiredException("NotAfter"), "db"))
                .hasMessage(
                        "db:5432 shows a certificate that has expired or is not valid yet: renew"
                                + " it, or set the clock of this machine")
                .hasRootCauseMessage("NotAfter");
    }

    @Test
    void leavesAMissingCertificateOfTheClientToTheDriversWords() {
        assertThat((Throwable) explained(new FileNotFoundException("client.pem"), "db"))
                .hasMessage("SSL error");
    }

    private static SQLException explained(Throwable cause, String... hosts) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(hosts);
        source.setPortNumbers(IntStream.generate(() -> 5432).limit(hosts.length).toArray());
        return ServerIdentity.explain(
                new SQLException("SSL error", "08006", cause), source, "ca.pem");
    }

    private FailureKind kindOf(@Nullable String sqlState) {
        return driver.classify(new SQLException("no matter", sqlState));
    }
}
