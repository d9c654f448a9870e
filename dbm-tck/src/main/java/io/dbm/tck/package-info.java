/**
 * What every plugin keeps to, as tests that its author runs: {@link io.dbm.tck.ProviderContract}
 * for providers, {@link io.dbm.tck.AccessContract} for access adapters.
 */
@NullMarked
package io.dbm.tck;

import org.jspecify.annotations.NullMarked;
