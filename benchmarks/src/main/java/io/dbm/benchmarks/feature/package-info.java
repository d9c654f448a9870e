/** What each feature of dbm costs that can be switched on. */
package io.dbm.benchmarks.feature;
