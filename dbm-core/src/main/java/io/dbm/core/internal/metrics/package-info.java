/**
 * Metrics: what is exported of each connection, through Dropwizard Metrics to Prometheus.
 *
 * <p>Both are optional at run time: no class but {@code Metrics} is loaded without them.
 */
@NullMarked
package io.dbm.core.internal.metrics;

import org.jspecify.annotations.NullMarked;
