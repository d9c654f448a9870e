/** Ways to do one thing that take turns in one JVM, a slice of time each. */
package io.dbm.benchmarks.slice;
