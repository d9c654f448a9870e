/** What dbm costs on top of HikariCP: one benchmark, and the table that it ends in. */
package io.dbm.benchmarks;
