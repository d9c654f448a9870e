package io.dbm.benchmarks.race;

/** What one JVM measured; for all threads together, except what is for each operation. */
record Fork(double operationsPerSecond, double cpuNanos, double bytes) {}
