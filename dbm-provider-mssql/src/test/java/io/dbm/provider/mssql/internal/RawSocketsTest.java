package io.dbm.provider.mssql.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class RawSocketsTest {

    private final RawSockets sockets = RawSockets.open(Socket::new);

    @Test
    void closeAllThatWereMadeOfTheirKey() throws Exception {
        RawSocketFactory factory = new RawSocketFactory(sockets.key());
        Socket first = factory.createSocket();
        Socket second = new RawSocketFactory(sockets.key()).createSocket();
        RawSockets others = RawSockets.open(Socket::new);
        Socket other = new RawSocketFactory(others.key()).createSocket();

        sockets.close();

        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isTrue();
        assertThat(other.isClosed()).isFalse();
        others.close();
    }

    @Test
    void areNoMoreMadeWhenClosed() throws Exception {
        RawSocketFactory factory = new RawSocketFactory(sockets.key());

        sockets.close();

        assertThatThrownBy(factory::createSocket)
                .isInstanceOf(SocketException.class)
                .hasMessage("the connection is closed");
        assertThatThrownBy(() -> new RawSocketFactory(sockets.key()))
                .isInstanceOf(SocketException.class)
                .hasMessage("the connection is closed");
    }
}
