package io.dbm.it;

import static io.dbm.it.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.example.faulty.FaultProxy;
import io.dbm.DatabaseManager;
import io.dbm.Health.Status;
import io.dbm.NamedConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that swallows every packet, and tells nobody. */
@Timeout(120)
class BlackHoleTest {

    private static final String SHORT =
            "acquire-timeout = 1s, query-timeout = 1s, connect-timeout = 1s, shutdown-timeout = 0";

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "MSSQL"})
    void aCallerWhoBorrowsIsToldInTimeAndServedWhenItIsOver(Kind kind) throws Exception {
        try (FaultProxy network = kind.network();
                DatabaseManager manager = kind.connect(network, SHORT)) {
            NamedConnection connection = manager.connection("primary");
            DataSource pool = connection.access(DataSource.class);
            try (Connection one = pool.getConnection();
                    Connection another = pool.getConnection()) {
                assertThat(one.isValid(1) && another.isValid(1)).isTrue(); // both idle from here on
            }
            network.becomeBlackHole();
            awaitUnused();
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                assertThat(catchThrowable(() -> pool.getConnection().close()))
                        .isInstanceOf(SQLException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(3));
            }
            await(() -> connection.health().status() == Status.DOWN);
            network.mend();
            await(() -> catchThrowable(() -> pool.getConnection().close()) == null);
            assertThat(connection.health().status()).isEqualTo(Status.UP);
        }
    }

    /** The pool lends what was used in the last half a second without a look at it. */
    private static void awaitUnused() throws InterruptedException {
        long unused = System.nanoTime() + Duration.ofMillis(600).toNanos();
        await(() -> System.nanoTime() - unused > 0);
    }
}
