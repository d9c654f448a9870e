package com.example.plugins;

import io.dbm.PoolStats;
import io.dbm.spi.Backend;
import io.dbm.spi.ConnectionSpec;
import io.dbm.spi.Connector;
import io.dbm.spi.DatabaseProvider;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A database that speaks no SQL: its client is an interface of its own. */
public final class EchoProvider implements DatabaseProvider {

    /** The client. */
    public interface Echo {
        String say(String text);
    }

    private static final AtomicInteger OPENED = new AtomicInteger();

    @Override
    public String type() {
        return "echo";
    }

    @Override
    public Class<?> clientType() {
        return Echo.class;
    }

    @Override
    public Connector configure(ConnectionSpec spec) {
        return context -> new EchoBackend(OPENED.incrementAndGet());
    }

    private record EchoBackend(int number) implements Backend<Echo> {
        @Override
        public Echo client() {
            return text -> text + " from " + number;
        }

        @Override
        public void ping(Duration timeout) {}

        @Override
        public PoolStats stats() {
            return PoolStats.builder().open(1).max(1).build();
        }

        @Override
        public void close() {}
    }
}
