/**
 * Traces connections through OpenTelemetry. It is optional: only {@link
 * io.dbm.core.internal.tracing.Tracing} and {@link io.dbm.core.internal.tracing.Traces} may be
 * loaded where it is missing.
 */
@NullMarked
package io.dbm.core.internal.tracing;

import org.jspecify.annotations.NullMarked;
