/** The databases that benchmarks ask. */
package io.dbm.benchmarks.store;
