package com.example.plugins;

import io.dbm.PoolStats;
import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import io.dbm.spi.SettingKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcDataSource;

/** A provider whose backends break their word in the way that a connection asks for. */
public final class RogueProvider implements DatabaseProvider {

    private static final SettingKey<String> FAULT = SettingKey.string("fault", "What goes wrong.");

    /** How many backends are open. */
    public static final AtomicInteger OPEN = new AtomicInteger();

    /** How many were opened, in all. */
    public static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    public String type() {
        return "rogue";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(FAULT);
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        String fault = spec.settings().require(FAULT).orElse("");
        return context -> {
            if (fault.equals("hangs in open")) {
                hang();
            }
            if (fault.equals("nothing")) {
                return null;
            }
            OPEN.incrementAndGet();
            OPENED.incrementAndGet();
            return new RogueBackend(fault);
        };
    }

    /** Ignores interrupts, as much I/O does. */
    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // hangs on
            }
        }
    }

    /** Whoever asks for its message regrets it. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new StackOverflowError();
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // which would ask for the message
        public String toString() {
            return "unreadable";
        }
    }

    private record RogueBackend(String fault) implements Backend<Object> {
        @Override
        public Object client() {
            return fault.equals("wrong client") ? "no data source" : new JdbcDataSource();
        }

        @Override
        public void ping(Duration timeout) {
            if (fault.equals("error in ping")) {
                throw new AssertionError("a fault");
            }
            if (fault.equals("unreadable error in ping")) {
                throw new Unreadable();
            }
            if (fault.equals("hangs in second ping") && OPENED.getAndIncrement() > 1) {
                hang();
            }
        }

        @Override
        public PoolStats stats() {
            if (fault.equals("throws in stats")) {
                throw new IllegalStateException("a fault");
            }
            return PoolStats.builder().open(1).max(2).build();
        }

        @Override
        public void close() {
            if (fault.equals("hangs in close")) {
                hang();
            }
            OPEN.decrementAndGet();
        }
    }
}
