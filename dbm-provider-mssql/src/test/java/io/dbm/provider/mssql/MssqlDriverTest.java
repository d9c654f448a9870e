package io.dbm.provider.mssql;

import static io.dbm.spi.FailureKind.AUTHENTICATION;
import static io.dbm.spi.FailureKind.NO_SUCH_DATABASE;
import static io.dbm.spi.FailureKind.OTHER;
import static io.dbm.spi.FailureKind.SERIALIZATION_OR_DEADLOCK;
import static io.dbm.spi.FailureKind.TIMEOUT;
import static io.dbm.spi.FailureKind.TOO_MANY_CONNECTIONS;
import static io.dbm.spi.FailureKind.UNREACHABLE;
import static io.dbm.spi.FailureKind.UNTRUSTED_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class MssqlDriverTest {

    private final MssqlDriver driver =
            new MssqlDriver(new MssqlDataSource(Map.of()), Duration.ZERO, true, Optional.empty());

    @Test
    void tellsFailuresApartByTheServersNumber() {
        Map.of(
                        AUTHENTICATION, List.of(18456, 18452, 18470, 18486, 18487, 18488),
                        NO_SUCH_DATABASE, List.of(4060, 911, 4064),
                        TOO_MANY_CONNECTIONS, List.of(17809, 10928, 10929, 10936),
                        SERIALIZATION_OR_DEADLOCK, List.of(1205, 3960, 41302),
                        UNREACHABLE, List.of(596, 6005, 40613),
                        TIMEOUT, List.of(1222),
                        OTHER, List.of(0, 208, 2627))
                .forEach(
                        (kind, numbers) ->
                                numbers.forEach(
                                        number ->
                                                assertThat(
                                                                driver.classify(
                                                                        failure("S0001", number)))
                                                        .as("%s", number)
                                                        .isEqualTo(kind)));
    }

    @Test
    void tellsTheDriversOwnFailuresApartByTheirSqlState() {
        assertThat(driver.classify(failure("08S01", 0))).isEqualTo(UNREACHABLE);
        assertThat(driver.classify(failure("HY008", 0))).isEqualTo(TIMEOUT);
        assertThat(driver.classify(failure("3F000", 0))).isEqualTo(NO_SUCH_DATABASE);
        assertThat(driver.classify(new SQLTimeoutException("no matter", "HY008")))
                .isEqualTo(TIMEOUT);
        assertThat(driver.classify(new SQLException("no matter"))).isEqualTo(OTHER);
    }

    @Test
    void tellsAServerThatIsNotTrustedFromANetworkThatFails() {
        assertThat(driver.classify(because(new SSLHandshakeException("x"))))
                .isEqualTo(UNTRUSTED_SERVER);
        assertThat(
                        driver.classify(
                                because(
                                        new SSLHandshakeException("x")
                                                .initCause(new EOFException()))))
                .isEqualTo(UNREACHABLE);
        assertThat(driver.classify(because(new SocketTimeoutException()))).isEqualTo(UNREACHABLE);
        assertThat(driver.classify(because(new CertificateExpiredException())))
                .isEqualTo(UNTRUSTED_SERVER);
    }

    private static SQLException because(Throwable cause) {
        return new SQLException("no matter", "08S01", cause);
    }

    private static SQLException failure(String sqlState, int number) {
        return new SQLException("no matter", sqlState, number);
    }
}
