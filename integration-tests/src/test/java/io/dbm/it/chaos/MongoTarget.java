package io.dbm.it.chaos;

import com.example.faulty.FaultProxy;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.dbm.NamedConnection;
import io.dbm.it.chaos.Fault.Place;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** MongoDB's stand-in: its data ends with its process, so that only its network has faults. */
final class MongoTarget implements Target {

    private static final String DATABASE = "chaos";

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final FaultProxy network = new FaultProxy(server.bind().getPort());

    MongoTarget() throws IOException {}

    @Override
    public Set<Fault> faults() {
        return Arrays.stream(Fault.values())
                .filter(fault -> fault.place() != Place.SERVER && fault != Fault.ROTATION)
                .collect(Collectors.toSet());
    }

    @Override
    public FaultProxy network() {
        return network;
    }

    /** There are no transactions: a write is a commit. */
    @Override
    public String wordsOfCommit() {
        return "insert";
    }

    @Override
    public String settings() {
        return "type = mongodb, host = \"127.0.0.1\", database = %s, port = %d"
                .formatted(DATABASE, network.port());
    }

    @Override
    public Work work(NamedConnection connection, Notes notes) {
        return new MongoWork(connection, notes);
    }

    @Override
    public Map<Long, Rows> rows() {
        Map<Long, Rows> found = new HashMap<>();
        try (MongoClient client =
                MongoClients.create("mongodb://127.0.0.1:" + server.getLocalAddress().getPort())) {
            for (Document each :
                    client.getDatabase(DATABASE).getCollection(MongoWork.COLLECTION).find()) {
                List<Integer> parts = each.getList("parts", Integer.class);
                found.merge(
                        each.getLong("write"),
                        new Rows(1, parts.size()),
                        (one, other) ->
                                new Rows(
                                        one.entries() + other.entries(),
                                        one.postings() + other.postings()));
            }
        }
        return found;
    }

    /** It does not tell; those that came through the network are counted there. */
    @Override
    public int sessions() {
        return network.open();
    }

    @Override
    public void close() throws IOException {
        network.close();
        server.shutdownNow();
    }
}
