/** How soon a pool serves again after its database was away. */
package io.dbm.benchmarks.recovery;
