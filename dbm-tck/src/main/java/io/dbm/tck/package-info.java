/**
 * What every plugin keeps to, as tests that its author runs: {@link io.dbm.tck.ProviderContract}
 * for providers, {@link io.dbm.tck.ClientAccessContract} for access adapters, and {@link
 * io.dbm.tck.AccessContract} for those that stand on a SQL database.
 */
@NullMarked
package io.dbm.tck;

import org.jspecify.annotations.NullMarked;
