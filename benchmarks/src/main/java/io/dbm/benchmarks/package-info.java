/** What dbm costs beside HikariCP and others, and how soon it starts and recovers. */
package io.dbm.benchmarks;
