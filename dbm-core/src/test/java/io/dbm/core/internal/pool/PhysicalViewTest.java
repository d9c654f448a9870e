package io.dbm.core.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.PoolStats;
import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import io.dbm.spi.Backend;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class PhysicalViewTest {

    private final List<String> called = new ArrayList<>();
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final PhysicalView view = this::listening;

    PhysicalViewTest() {
        h2.setURL("jdbc:h2:mem:");
    }

    @Test
    void anApplicationsPoolIsSeenThroughItWhileItLends() throws SQLException {
        ExistingPool pool = new ExistingPool("bills", h2, () -> h2);

        Backend<?> viewed = view.over(pool, "bills");

        assertThat(viewed).isSameAs(pool);
        useThrough(pool.client());
        assertThat(called).containsExactly("createStatement");
    }

    @Test
    void soIsAProvidersOwnPool() throws Exception {
        OwnBackend backend = new OwnBackend(h2);

        Backend<?> viewed = view.over(backend, "bills");

        assertThat(viewed.describe(Duration.ofSeconds(1)).product()).contains("Paper");
        useThrough((DataSource) viewed.client());
        assertThat(called).containsExactly("createStatement");
    }

    @Test
    void noViewChangesNothing() {
        OwnBackend backend = new OwnBackend(h2);

        assertThat(PhysicalView.NONE.over(backend, "bills")).isSameAs(backend);
    }

    private static void useThrough(DataSource client) throws SQLException {
        try (Connection connection = client.getConnection()) {
            connection.createStatement().close();
            assertThat(connection.unwrap(JdbcConnection.class)).isInstanceOf(JdbcConnection.class);
        }
    }

    private Connection listening(Connection physical) {
        return (Connection)
                Proxy.newProxyInstance(
                        PhysicalViewTest.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) -> {
                            called.add(method.getName());
                            return method.invoke(physical, arguments);
                        });
    }

    private record OwnBackend(DataSource client) implements Backend<DataSource> {
        @Override
        public void ping(Duration timeout) {}

        @Override
        public ServerInfo describe(Duration timeout) {
            return new ServerInfo(Optional.of("Paper"), Optional.empty(), Transport.LOCAL);
        }

        @Override
        public PoolStats stats() {
            return PoolStats.builder().build();
        }

        @Override
        public void close() {}
    }
}
