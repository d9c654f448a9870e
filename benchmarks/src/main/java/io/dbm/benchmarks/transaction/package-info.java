/** What one transaction of dbm costs beside the same by hand, on the same pool. */
package io.dbm.benchmarks.transaction;
