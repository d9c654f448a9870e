/** What a query costs through dbm beside the same over HikariCP alone. */
package io.dbm.benchmarks.query;
