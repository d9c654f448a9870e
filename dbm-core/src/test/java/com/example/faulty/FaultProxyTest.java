package com.example.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network of other tests is as unkind as a real one, and no more. */
@Timeout(30)
class FaultProxyTest {

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final FaultProxy network = new FaultProxy(server.getLocalPort());

    FaultProxyTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        network.close();
        server.close();
    }

    @Test
    void aConnectionThatHasLostAPacketGetsNoOtherThrough() throws IOException {
        try (Socket client = connect();
                Socket served = server.accept()) {
            network.becomeBlackHole();
            client.getOutputStream().write(1);
            served.setSoTimeout(100);
            assertThatThrownBy(() -> served.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            network.mend();
            client.getOutputStream().write(2);
            assertThatThrownBy(() -> served.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whoLeavesInABlackHoleIsKnownToHaveLeftWhenItIsOver() throws IOException {
        Socket client = connect();
        try (Socket served = server.accept()) {
            network.becomeBlackHole();
            client.close();
            served.setSoTimeout(100);
            assertThatThrownBy(() -> served.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            network.mend();
            served.setSoTimeout(0);
            assertThat(served.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aConnectionIsResetWhereThereIsNoServerAndTheNextOneIsServed() throws IOException {
        int port = server.getLocalPort();
        server.close();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        try (ServerSocket again = new ServerSocket()) {
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            try (Socket client = connect();
                    Socket served = again.accept()) {
                client.getOutputStream().write(1);
                assertThat(served.getInputStream().read()).isEqualTo(1);
            }
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), network.port());
    }
}
