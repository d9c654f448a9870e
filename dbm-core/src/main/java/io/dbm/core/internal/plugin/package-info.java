/** Finds plugins of every kind, and keeps the faults of one from the others. */
@NullMarked
package io.dbm.core.internal.plugin;

import org.jspecify.annotations.NullMarked;
