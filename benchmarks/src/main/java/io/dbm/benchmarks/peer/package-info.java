/** What else could stand between an application and HikariCP. */
package io.dbm.benchmarks.peer;
