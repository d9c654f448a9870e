/** What an application asks its database, as OpenTelemetry shows it. */
@NullMarked
package io.dbm.examples.tracing;

import org.jspecify.annotations.NullMarked;
