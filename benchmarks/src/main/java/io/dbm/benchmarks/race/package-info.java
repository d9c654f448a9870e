/** Measures what is to be compared in JVMs that take turns, and shows it. */
package io.dbm.benchmarks.race;
