/** What an enforced time limit for queries costs, on each database. */
package io.dbm.benchmarks.timeout;
