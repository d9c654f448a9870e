/** What a borrow costs through dbm and through others. */
package io.dbm.benchmarks.borrow;
