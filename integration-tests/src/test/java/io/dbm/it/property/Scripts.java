package io.dbm.it.property;

import io.dbm.it.property.Operation.Close;
import io.dbm.it.property.Operation.Delete;
import io.dbm.it.property.Operation.Ending;
import io.dbm.it.property.Operation.Fail;
import io.dbm.it.property.Operation.Kind;
import io.dbm.it.property.Operation.Meddle;
import io.dbm.it.property.Operation.Part;
import io.dbm.it.property.Operation.Put;
import io.dbm.it.property.Operation.ReadAll;
import io.dbm.it.property.Operation.ReadOne;
import io.dbm.it.property.Operation.Rename;
import io.dbm.it.property.Operation.RollbackOnly;
import io.dbm.it.property.Operation.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes scripts up, the same for the same seed. */
final class Scripts {

    /** Few, so that operations meet on the same rows. */
    static final int KEYS = 5;

    private static final int LONGEST = 9;
    private static final int LONGEST_PART = 4;
    private static final int DEEPEST = 3;

    private final Random random;
    private final boolean severalConnections;

    /** Few, so that one layer goes on where it left off before the others. */
    private final Layer[] layers;

    private int names;

    private Scripts(long seed, boolean severalConnections) {
        this.random = new Random(seed);
        this.severalConnections = severalConnections;
        this.layers = new Layer[1 + random.nextInt(4)];
        Arrays.setAll(layers, i -> any(Layer.values()));
    }

    static Script make(long seed, boolean severalConnections) {
        return new Scripts(seed, severalConnections).script();
    }

    private Script script() {
        return new Script(
                any(Script.Style.values()), random.nextBoolean(), operations(LONGEST, 0, true));
    }

    private List<Operation> operations(int longest, int depth, boolean mayRequireNew) {
        int length = 1 + random.nextInt(longest);
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            operations.add(operation(depth, mayRequireNew));
        }
        if (random.nextInt(6) == 0) {
            operations.add(new Fail());
        }
        return List.copyOf(operations);
    }

    private Operation operation(int depth, boolean mayRequireNew) {
        int dice = random.nextInt(100);
        if (dice < 28) {
            return new Put(layer(), keys(), "name" + names++);
        }
        if (dice < 33) {
            return new Rename(layer(), key(), "name" + names++);
        }
        if (dice < 42) {
            return new Delete(layer(), keys());
        }
        if (dice < 60) {
            return new ReadAll(layer());
        }
        if (dice < 67) {
            return new ReadOne(layer(), key());
        }
        if (dice < 70) {
            return new Close(any(Session.values()));
        }
        if (dice < 74) {
            return new Meddle(any(Session.values()), any(Ending.values()));
        }
        if (dice < 76) {
            return new RollbackOnly();
        }
        if (depth >= DEEPEST) {
            return new ReadAll(layer());
        }
        return dice < 92 ? part(depth, mayRequireNew) : savepoint(depth, mayRequireNew);
    }

    private Operation part(int depth, boolean mayRequireNew) {
        int dice = random.nextInt(10);
        Kind kind =
                dice < 5
                        ? Kind.NESTED
                        : dice < 8 || !mayRequireNew || !severalConnections
                                ? Kind.JOINED
                                : Kind.REQUIRES_NEW;
        return new Part(
                kind,
                random.nextBoolean(),
                random.nextInt(4) > 0,
                operations(LONGEST_PART, depth + 1, mayRequireNew && kind != Kind.REQUIRES_NEW));
    }

    private Operation savepoint(int depth, boolean mayRequireNew) {
        return new Savepoint(
                any(Session.values()),
                random.nextBoolean(),
                operations(LONGEST_PART, depth + 1, mayRequireNew));
    }

    private Layer layer() {
        return any(layers);
    }

    private int key() {
        return random.nextInt(KEYS);
    }

    private List<Integer> keys() {
        return random.ints(1 + random.nextInt(2), 0, KEYS).distinct().boxed().toList();
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
