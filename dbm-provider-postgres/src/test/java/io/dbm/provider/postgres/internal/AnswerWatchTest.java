package io.dbm.provider.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AnswerWatchTest {

    @Test
    void watchesAReadByTheLimitThatAnotherThreadSetsMeanwhile() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicLong left = new AtomicLong(Duration.ofHours(1).toNanos());
        AnswerWatch watch = new AnswerWatch(closed::countDown, left::get);
        watch.begin();
        left.set(0);
        watch.reset();
        closed.await();
        assertThat(watch.end()).isFalse();
    }

    @Test
    void withoutAThreadForTheAlarmAReadTimesOutByItself() throws Exception {
        ThreadFactory before = Timer.EXECUTOR.getThreadFactory();
        Timer.EXECUTOR.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
        while (Timer.EXECUTOR.getPoolSize() > 0) {
            Thread.sleep(2);
        }
        Timer.EXECUTOR.setThreadFactory(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                });
        try {
            readsWithinALimit();
        } finally {
            Timer.EXECUTOR.setThreadFactory(before);
            Timer.EXECUTOR.setKeepAliveTime(Timer.IDLE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static void readsWithinALimit() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new BoundedSocketFactory().createSocket()) {
            socket.connect(server.getLocalSocketAddress());
            socket.setSoTimeout(100);
            socket.getOutputStream().write('?');
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }
}
