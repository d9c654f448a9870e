/** What applications borrow from: dbm, and what else there is. */
package io.dbm.benchmarks.peer;
