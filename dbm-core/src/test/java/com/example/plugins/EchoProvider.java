package com.example.plugins;

import io.dbm.PoolStats;
import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.FailureKind;
import io.dbm.spi.ProviderContext;
import io.dbm.spi.SettingKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A database that speaks no SQL: its client is an interface of its own. */
public final class EchoProvider implements DatabaseProvider {

    /** The client. */
    public interface Echo {
        String say(String text);
    }

    /** What the database is called. */
    public static final SettingKey<String> DATABASE =
            SettingKey.string("database", "What it is called.");

    private static final AtomicInteger OPENED = new AtomicInteger();

    /** Whether it answers no ping. */
    public static volatile boolean down;

    /** What happens between a call and its answer. */
    public static volatile Runnable beforeAnswer = () -> {};

    /** How many callers it says to wait. */
    public static volatile int pending;

    /** What every attempt to open it ends with; nothing, if it is {@link FailureKind#OTHER}. */
    public static volatile FailureKind failure = FailureKind.OTHER;

    @Override
    public String type() {
        return "echo";
    }

    @Override
    public Class<?> clientType() {
        return Echo.class;
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(DATABASE);
    }

    @Override
    public Map<String, String> unsupportedKeys() {
        return Map.of("max-idle-conns", "an echo has no ceiling: remove it");
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        return new EchoConnector();
    }

    private static final class EchoConnector implements Connector {
        @Override
        public Backend<?> open(ProviderContext context) throws IOException {
            if (failure != FailureKind.OTHER) {
                throw new IOException("refused");
            }
            return new EchoBackend(OPENED.incrementAndGet(), new CountDownLatch(1));
        }

        @Override
        public FailureKind classify(Throwable error) {
            return failure;
        }
    }

    private record EchoBackend(int number, CountDownLatch closed) implements Backend<Echo> {
        @Override
        public Echo client() {
            return text -> {
                beforeAnswer.run();
                if (closed.getCount() == 0) {
                    throw new IllegalStateException("closed");
                }
                return text + " from " + number;
            };
        }

        @Override
        public void ping(Duration timeout) throws IOException {
            if (down) {
                throw new IOException("no answer");
            }
        }

        @Override
        public boolean healsItself() {
            return true;
        }

        @Override
        public PoolStats stats() {
            return PoolStats.builder().open(1).pending(pending).max(1).build();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
