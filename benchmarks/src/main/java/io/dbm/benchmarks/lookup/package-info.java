/** What it costs to look up a connection by its name, and an access layer of it. */
package io.dbm.benchmarks.lookup;
