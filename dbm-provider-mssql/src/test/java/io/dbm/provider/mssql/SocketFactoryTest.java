package io.dbm.provider.mssql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.provider.mssql.internal.RawSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose sockets a physical connection stands on. */
@Timeout(30)
@OnStandIn
class SocketFactoryTest {

    private final Map<String, String> properties =
            new HashMap<>(
                    Map.of(
                            DriverNames.SERVER, "localhost",
                            DriverNames.PORT, String.valueOf(MssqlServer.standIn().port()),
                            DriverNames.DATABASE, "app",
                            DriverNames.USER, "app",
                            DriverNames.PASSWORD, "app-password",
                            DriverNames.TRUST_SERVER_CERTIFICATE, "true"));

    @Test
    void remembersThemUntilItIsClosedOrAborted() throws SQLException {
        Set<String> before = RawSockets.keys();
        Connection closed = new MssqlDataSource(properties).getConnection();
        Connection aborted = new MssqlDataSource(properties).getConnection();
        assertThat(added(before)).hasSize(2);

        closed.close();
        aborted.abort(Runnable::run);

        assertThat(added(before)).isEmpty();
    }

    @Test
    void remembersNoneWhereItCouldNotBeOpened() {
        Set<String> before = RawSockets.keys();
        properties.put(DriverNames.PASSWORD, "another");

        assertThatThrownBy(() -> new MssqlDataSource(properties).getConnection())
                .isInstanceOf(SQLException.class);

        assertThat(added(before)).isEmpty();
    }

    @Test
    void leavesThoseOfTheUserToHim() throws SQLException {
        properties.put(DriverNames.SOCKET_FACTORY_CLASS, OfTheUser.class.getName());
        properties.put(DriverNames.SOCKET_FACTORY_ARGUMENT, "for the user");
        int before = OfTheUser.MADE.get();
        try (Connection connection = new MssqlDataSource(properties).getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(OfTheUser.MADE.get()).isEqualTo(before + 1);
    }

    private static Set<String> added(Set<String> before) {
        Set<String> added = RawSockets.keys();
        added.removeAll(before);
        return added;
    }

    /** Makes sockets as an application may want them. */
    public static final class OfTheUser extends SocketFactory {

        static final AtomicInteger MADE = new AtomicInteger();

        public OfTheUser(String argument) {
            assertThat(argument).isEqualTo("for the user");
        }

        @Override
        public Socket createSocket() {
            MADE.incrementAndGet();
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return new Socket(host, port, localHost, localPort);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
                throws IOException {
            return new Socket(host, port, local, localPort);
        }
    }
}
