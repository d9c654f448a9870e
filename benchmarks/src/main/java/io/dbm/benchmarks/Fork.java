package io.dbm.benchmarks;

/** What one JVM measured; for all threads together, except what is for each operation. */
record Fork(double operationsPerMicrosecond, double cpuNanos, double bytes) {}
