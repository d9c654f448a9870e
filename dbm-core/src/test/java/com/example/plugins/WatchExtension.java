package com.example.plugins;

import io.dbm.Health;
import io.dbm.spi.Extension;
import io.dbm.spi.ExtensionContext;
import io.dbm.spi.ExtensionException;
import io.dbm.spi.ExtensionSpec;
import io.dbm.spi.ManagerExtension;
import io.dbm.spi.RunningExtension;
import io.dbm.spi.Secret;
import io.dbm.spi.SettingKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Brings an extension of a third party, which writes down what becomes of it. */
public final class WatchExtension implements ManagerExtension {

    private static final SettingKey<String> ROOM = SettingKey.string("room", "Where it watches.");
    private static final SettingKey<Integer> LAMPS =
            SettingKey.integer(
                            "lamps",
                            "How many there are; 13 do not start, 666 and 667 throw, 99 hang.")
                    .withDefault("1");
    private static final SettingKey<Secret> TOKEN = SettingKey.secret("token", "Who watches.");

    private static final Map<String, Room> ROOMS = new ConcurrentHashMap<>();

    /** What one has written down, and what it was given. */
    public static final class Room {
        public final List<String> notes = new CopyOnWriteArrayList<>();
        public final List<String> heard = new CopyOnWriteArrayList<>();
        public volatile ExtensionContext context;
    }

    /** Returns what those have written down that were configured with this room. */
    public static Room room(String name) {
        return ROOMS.computeIfAbsent(name, each -> new Room());
    }

    @Override
    public String id() {
        return "watch";
    }

    @Override
    public List<SettingKey<?>> settings() {
        return List.of(ROOM, LAMPS, TOKEN);
    }

    @Override
    public Extension configure(ExtensionSpec spec) {
        Room room = room(spec.settings().require(ROOM).orElse(""));
        int lamps = spec.settings().get(LAMPS).orElse(0);
        return context -> {
            if (lamps == 13) {
                throw new ExtensionException(LAMPS, "13 bring bad luck: take 12");
            }
            if (lamps == 666) {
                throw new IllegalStateException("s3cr3t");
            }
            if (lamps == 667) {
                throw new AssertionError("s3cr3t");
            }
            if (lamps == 99) {
                room.notes.add("hangs");
                new CountDownLatch(1).await();
            }
            room.context = context;
            room.notes.add("started with " + lamps);
            return new Watch(room);
        };
    }

    private record Watch(Room room) implements RunningExtension {
        @Override
        public void healthChanged(String connection, Health before, Health now) {
            room.heard.add(connection + " " + before.status() + " " + now.status());
        }

        @Override
        public void close() {
            room.notes.add("closed");
        }
    }
}
