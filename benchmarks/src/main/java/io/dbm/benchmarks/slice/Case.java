package io.dbm.benchmarks.slice;

/**
 * One of the ways that take turns.
 *
 * @param label is its own
 * @param base is the label of what it is compared with, or its own
 * @param operation may be run by many threads at once
 */
public record Case(String label, String base, Operation operation) {

    /** What is done again and again. */
    @FunctionalInterface
    public interface Operation {
        /** Does it once. */
        void run() throws Exception;
    }
}
