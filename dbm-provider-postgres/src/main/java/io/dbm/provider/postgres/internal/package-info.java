/** What PostgreSQL's driver finds by its class name, and is public for that reason alone. */
@NullMarked
package io.dbm.provider.postgres.internal;

import org.jspecify.annotations.NullMarked;
