package io.dbm.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** Threads that read over and over until they are stopped. */
final class Readers implements AutoCloseable {

    private static final int EACH = 20;

    private final List<Thread> threads;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile CountDownLatch more = new CountDownLatch(0);
    private volatile boolean isStopped;

    Readers(int threads, Runnable read) {
        this.threads = Stream.generate(() -> new Thread(() -> run(read))).limit(threads).toList();
        this.threads.forEach(Thread::start);
    }

    private void run(Runnable read) {
        try {
            while (!isStopped) {
                read.run();
                more.countDown();
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    /** Waits until they have read some more. */
    void awaitMore() {
        CountDownLatch some = new CountDownLatch(EACH * threads.size());
        more = some;
        try {
            assertThat(some.await(20, TimeUnit.SECONDS)).as("reads go on: %s", failure).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits likewise, and returns whether none of them has failed. */
    boolean goOn() {
        awaitMore();
        return failure.get() == null;
    }

    /** Stops them, and sees that none of them has failed. */
    @Override
    public void close() throws InterruptedException {
        isStopped = true;
        for (Thread thread : threads) {
            thread.join(20_000);
        }
        assertThat(failure.get()).isNull();
    }
}
