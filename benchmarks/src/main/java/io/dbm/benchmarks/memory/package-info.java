/** Whether what dbm has done and undone leaves anything behind. */
package io.dbm.benchmarks.memory;
