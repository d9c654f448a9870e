package io.dbm.it.reference;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server's store that remembers what it was asked, and answers some of it when told to. */
final class AttentiveBackend extends MemoryBackend {

    private static final Set<String> GREETINGS = Set.of("hello", "ismaster", "isMaster");

    private final List<Document> requests = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private volatile String address = "";
    private volatile String replicaSet = "";

    /** Returns a ping that is answered when its name is released. */
    static org.bson.Document heldPing(String name) {
        return new org.bson.Document("ping", 1).append("comment", name);
    }

    void isAt(int port) {
        address = "localhost:" + port;
    }

    /** Says from now on that it is the only member, and so the primary, of a replica set. */
    void isOf(String set) {
        replicaSet = set;
    }

    /** Returns every request, with what the driver says beside the command. */
    List<Document> requests() {
        return requests;
    }

    boolean holds(String name) {
        return held.containsKey(name);
    }

    void release(String name) {
        CountDownLatch latch = held.get(name);
        if (latch != null) {
            latch.countDown();
        }
    }

    void releaseAll() {
        held.values().forEach(CountDownLatch::countDown);
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document request) {
        requests.add(request);
        if (request.get("comment") instanceof String name) {
            hold(name);
        }
        Document answer = super.handleCommand(channel, database, command, request);
        if (GREETINGS.contains(command)) {
            introduce(answer);
        }
        return answer;
    }

    private void hold(String name) {
        try {
            held.computeIfAbsent(name, it -> new CountDownLatch(1)).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void introduce(Document greeting) {
        if (!replicaSet.isEmpty()) {
            greeting.append("setName", replicaSet)
                    .append("setVersion", 1)
                    .append("hosts", List.of(address))
                    .append("me", address)
                    .append("primary", address)
                    .append("ismaster", true)
                    .append("isWritablePrimary", true)
                    .append("secondary", false);
        }
    }
}
