package io.dbm.it.reference;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one type makes of each key.
 *
 * @param <D> how a database of the type is tested
 */
final class Column<D extends TestDatabase> {

    private final String type;
    private final Opener<D> opener;
    private final Map<String, Cell<D>> cells = new LinkedHashMap<>();

    Column(String type, Opener<D> opener) {
        this.type = type;
        this.opener = opener;
    }

    /** Makes a database for one cell, which may keep files in the folder. */
    interface Opener<D> {
        D open(Path folder) throws Exception;
    }

    /**
     * What the README says, and what shows that it is true.
     *
     * @param text for the README, in a few words
     */
    record Cell<D extends TestDatabase>(String text, Evidence<? super D> evidence) {}

    String type() {
        return type;
    }

    Map<String, Cell<D>> cells() {
        return Collections.unmodifiableMap(cells);
    }

    /** States how a key is honoured, in place of what was stated before. */
    Column<D> honours(String key, String how, Evidence<? super D> evidence) {
        cells.put(key, new Cell<>(how, evidence));
        return this;
    }

    /** States that a key of other types is none of this one. */
    Column<D> rejects(String key, String why) {
        return rejects(key, why, Rejections.ofAnotherType(key));
    }

    /** States that a key is rejected, in place of what was stated before. */
    Column<D> rejects(String key, String why, Evidence<? super D> evidence) {
        return honours(key, "rejected: " + why, evidence);
    }

    void show(String key, Path folder) throws Exception {
        try (D database = opener.open(folder)) {
            cells.get(key).evidence().show(database);
        }
    }
}
