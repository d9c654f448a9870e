/** How soon dbm has opened what it manages, and what that takes. */
package io.dbm.benchmarks.startup;
