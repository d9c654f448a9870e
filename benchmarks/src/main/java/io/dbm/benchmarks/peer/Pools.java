package io.dbm.benchmarks.peer;

/** What all pools here have in common. */
final class Pools {

    static final int SIZE = 8;

    private Pools() {}
}
