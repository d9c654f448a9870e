package io.dbm.provider.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoundedSocketFactoryTest {

    private final BoundedSocketFactory factory = new BoundedSocketFactory();

    @Test
    void findsADeadNetworkOutWithinAMinute() throws IOException {
        try (Socket socket = factory.createSocket()) {
            assumeTrue(socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE));
            int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
            int interval = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
            int probes = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);
            assertThat(idle + interval * probes).isEqualTo(60);
        }
    }

    @Test
    void waitsOnceAndThenNotUntilItGetsANewLimit() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(400);

            assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(300));
            assertThat(timeOfRead(in)).isLessThan(Duration.ofMillis(200));

            socket.setSoTimeout(400);
            assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void waitsNoLongerForAllOfAnAnswerThanForItsBeginning() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket served = server.accept()) {
                InputStream in = socket.getInputStream();
                socket.setSoTimeout(2000);
                socket.getOutputStream().write('?');
                long asked = System.nanoTime();
                assertThat(served.getInputStream().read()).isEqualTo('?');
                passTime(asked, Duration.ofSeconds(1));
                served.getOutputStream().write('!');
                assertThat(in.read()).isEqualTo('!');
                Duration rest = timeOfRead(in);
                assertThat(rest).isLessThan(Duration.ofMillis(1500));
                assertThat(Duration.ofNanos(System.nanoTime() - asked))
                        .isGreaterThan(Duration.ofMillis(1900));
                assertThat(socket.getSoTimeout()).isEqualTo(2000);
            }
        }
    }

    @Test
    void waitsForEachAnswerAsLongAndReadsLateWhatIsThere() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket served = server.accept()) {
                InputStream in = socket.getInputStream();
                socket.setSoTimeout(300);
                long start = System.nanoTime();
                served.getOutputStream().write('!');
                passTime(start, Duration.ofMillis(400));
                assertThat(in.read()).isEqualTo('!');
                socket.getOutputStream().write('?');
                assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(200));
            }
        }
    }

    @Test
    void anAnswerThatIsLateEndsTheConnectionAndWhatMayComeUnaskedDoesNot() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(200);
            assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(100));
            assertThat(socket.isClosed()).isFalse();

            socket.setSoTimeout(200);
            socket.getOutputStream().write('?');
            assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(100));
            assertThat(socket.isClosed()).isTrue();
            assertThat(timeOfRead(in)).isLessThan(Duration.ofMillis(100));
        }
    }

    @Test
    void keepsToAShorterLimitThoughALongerOneWasWatched() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket served = server.accept()) {
                InputStream in = socket.getInputStream();
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write('?');
                served.getOutputStream().write('!');
                assertThat(in.read()).isEqualTo('!');

                socket.setSoTimeout(300);
                socket.getOutputStream().write('?');
                assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(200));
            }
        }
    }

    @Test
    void watchesAnAnswerThatFollowsOnesInTime() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            try (Socket served = server.accept()) {
                InputStream in = socket.getInputStream();
                socket.setSoTimeout(400);
                for (int i = 0; i < 6; i++) { // the first alarm rings meanwhile
                    passTime(System.nanoTime(), Duration.ofMillis(100));
                    socket.getOutputStream().write('?');
                    served.getOutputStream().write('!');
                    assertThat(in.read()).isEqualTo('!');
                }
                socket.getOutputStream().write('?');
                assertThat(timeOfRead(in)).isGreaterThan(Duration.ofMillis(300));
            }
        }
    }

    @Test
    void doesNotWaitForAServerThatTakesNothing() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            socket.setSoTimeout(300);
            byte[] much = new byte[64 * 1024 * 1024];
            assertThatThrownBy(() -> socket.getOutputStream().write(much))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessage("the other side took nothing for 300 ms");
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void givesMuchTheTimeThatItTakesIfTheServerGoesOnTakingIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory.createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            socket.setSoTimeout(3000); // a full window is tried again ever more slowly
            try (Socket served = server.accept()) {
                byte[] much = new byte[16 * 1024 * 1024];
                Thread slow = new Thread(() -> readSlowly(served, Duration.ofMillis(3500)));
                slow.start();
                socket.getOutputStream().write(much);
                assertThat(socket.isClosed()).isFalse();
                slow.join();
            }
        }
    }

    /** Takes a little now and then for so long, and after that all that comes. */
    private static void readSlowly(Socket served, Duration time) {
        long start = System.nanoTime();
        byte[] part = new byte[1024 * 1024];
        long left = 16 * 1024 * 1024;
        try {
            while (left > 0) {
                left -= served.getInputStream().read(part);
                if (Duration.ofNanos(System.nanoTime() - start).compareTo(time) < 0) {
                    passTime(System.nanoTime(), Duration.ofMillis(100));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void passTime(long start, Duration time) {
        while (Duration.ofNanos(System.nanoTime() - start).compareTo(time) < 0) {
            Thread.onSpinWait();
        }
    }

    private static Duration timeOfRead(InputStream in) {
        long start = System.nanoTime();
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
