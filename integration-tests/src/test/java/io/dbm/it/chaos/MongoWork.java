package io.dbm.it.chaos;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.dbm.NamedConnection;
import io.dbm.it.chaos.Ledger.Outcome;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.bson.Document;

/** Work on MongoDB: documents with parts, through everything that leads to a collection. */
final class MongoWork implements Work {

    static final String COLLECTION = "entry";

    private final Notes notes;
    private final List<Way> ways;

    private record Way(String name, Supplier<MongoCollection<Document>> collection) {}

    MongoWork(NamedConnection connection, Notes notes) {
        this.notes = notes;
        MongoClient client = connection.access(MongoClient.class);
        MongoDatabase database = connection.access(MongoDatabase.class);
        MongoCollection<Document> collection = database.getCollection(COLLECTION);
        this.ways =
                List.of(
                        new Way(
                                "CLIENT",
                                () ->
                                        client.getDatabase(database.getName())
                                                .getCollection(COLLECTION)),
                        new Way("DATABASE", () -> database.getCollection(COLLECTION)),
                        new Way("COLLECTION", () -> collection));
    }

    @Override
    public Caller caller(Ledger ledger, Random random) {
        return new Writer(ledger, random);
    }

    @Override
    public void useEachLayer() {
        for (Way way : ways) {
            Document unused = way.collection().get().find(new Document("write", -1L)).first();
        }
    }

    /** Each write is one document, which MongoDB writes as a whole or not at all. */
    private final class Writer implements Caller {

        private final Ledger ledger;
        private final Random random;

        Writer(Ledger ledger, Random random) {
            this.ledger = ledger;
            this.random = random;
        }

        @Override
        public Ledger ledger() {
            return ledger;
        }

        @Override
        public void call() {
            long id = ledger.next();
            Way way = ways.get(random.nextInt(ways.size()));
            Rows rows = new Rows(1, 1 + random.nextInt(4));
            notes.operation(way.name());
            Outcome outcome;
            try {
                notes.waits().time(Call.OPERATION, () -> insert(way, id, rows));
                outcome = Outcome.ACKNOWLEDGED;
            } catch (Exception e) {
                notes.failure(e);
                outcome = Outcome.UNKNOWN; // the driver does not tell whether it was sent
            }
            ledger.note(id, rows, outcome);
        }

        private boolean insert(Way way, long id, Rows rows) {
            List<Integer> parts = random.ints(rows.postings(), 0, 100).boxed().toList();
            return way.collection()
                    .get()
                    .insertOne(new Document("write", id).append("parts", parts))
                    .wasAcknowledged();
        }
    }
}
