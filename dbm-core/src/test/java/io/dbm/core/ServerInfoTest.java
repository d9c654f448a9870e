package io.dbm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.faulty.FaultyProvider;
import com.typesafe.config.ConfigFactory;
import io.dbm.ConnectionClosedException;
import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.NotConnectedException;
import io.dbm.ServerInfo;
import io.dbm.ServerInfo.Transport;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.engine.Constants;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection tells of its database where the driver does no more than JDBC asks for. */
@Timeout(60)
class ServerInfoTest {

    private final String database = Managers.freshDatabase();
    private final FaultyProvider.Faults faults = FaultyProvider.of(database);

    @Test
    void jdbcKnowsTheProductAndNothingOfTheTransport() {
        try (DatabaseManager manager = Managers.load(connection(""))) {
            manager.connect();
            assertIsH2(manager.connection("a").server());
        }
    }

    @Test
    void itIsAskedThroughAConnectionOfItsOwnWhereThePoolIsFull() throws Exception {
        try (DatabaseManager manager = Managers.load(connection("max-open-conns = 1"))) {
            manager.connect();
            NamedConnection a = manager.connection("a");
            try (Connection all = a.access(DataSource.class).getConnection()) {
                assertIsH2(a.server());
            }
            assertThat(a.stats().pool().waits()).isZero();
        }
    }

    @Test
    void thePoolOfAnApplicationIsAskedToo() {
        JdbcDataSource pool = new JdbcDataSource();
        pool.setURL("jdbc:h2:mem:" + database);
        try (DatabaseManager manager =
                Dbm.builder().config(ConfigFactory.empty()).manage("a", "h2", pool).load()) {
            manager.connect();
            assertIsH2(manager.connection("a").server());
        }
    }

    @Test
    void nothingIsKnownOfADatabaseThatDoesNotAnswer() {
        faults.refusals.set(Integer.MAX_VALUE);
        try (DatabaseManager manager =
                Managers.load(connection("start = tolerate, retry-attempts = 1"))) {
            manager.connect();
            assertThat(manager.connection("a").server()).isEqualTo(ServerInfo.unknown());
        }
    }

    @Test
    void thereIsAnAnswerOnlyWhileTheConnectionIsOpen() {
        DatabaseManager manager = Managers.load(connection(""));
        NamedConnection a = manager.connection("a");
        assertThatThrownBy(a::server).isInstanceOf(NotConnectedException.class);
        manager.close();
        assertThatThrownBy(a::server).isInstanceOf(ConnectionClosedException.class);
    }

    private String connection(String more) {
        return "dbmanager.connections.a { type = faulty, database = %s\n%s }"
                .formatted(database, more);
    }

    private static void assertIsH2(ServerInfo server) {
        assertThat(server.product()).isEqualTo(Optional.of("H2"));
        assertThat(server.version().orElseThrow()).startsWith(Constants.VERSION);
        assertThat(server.transport()).isEqualTo(Transport.UNKNOWN);
    }
}
