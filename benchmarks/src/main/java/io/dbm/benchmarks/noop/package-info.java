/** A database that does nothing, so that a borrow costs what the pool costs. */
package io.dbm.benchmarks.noop;
