package io.dbm.it.chaos;

import com.mongodb.MongoException;
import io.dbm.DbmException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all callers of a run note together. */
final class Notes {

    private final Waits waits;
    private final Map<String, LongAdder> operations = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Queue<String> strange = new ConcurrentLinkedQueue<>();

    Notes(Limits limits) {
        waits = new Waits(limits);
    }

    Waits waits() {
        return waits;
    }

    /** Counts an operation of a layer. */
    void operation(String layer) {
        operations.computeIfAbsent(layer, none -> new LongAdder()).increment();
    }

    /**
     * Counts a failure by what it is at its root. An application is told of a database, or of dbm;
     * anything else is a fault of the library.
     */
    void failure(Throwable failure) {
        Throwable root = failure;
        String state = "";
        boolean expected = false;
        for (Throwable e = failure; e != null; e = e.getCause()) {
            root = e;
            expected |= e instanceof DbmException || e instanceof MongoException;
            if (e instanceof SQLException sql) {
                expected = true;
                state = sql.getSQLState() == null ? state : " " + sql.getSQLState();
            }
        }
        String name = failure.getClass().getSimpleName() + " of " + root.getClass().getSimpleName();
        failures.computeIfAbsent(name + state, none -> new LongAdder()).increment();
        if (!expected) {
            strange("a caller was told " + stack(failure));
        }
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Notes what a caller should not have seen, whatever the faults are. */
    void strange(String what) {
        strange.add(what);
    }

    Map<String, LongAdder> operations() {
        return new TreeMap<>(operations);
    }

    Map<String, LongAdder> failures() {
        return new TreeMap<>(failures);
    }

    Queue<String> strange() {
        return strange;
    }
}
