/** Reads the HOCON file, checks it, and finds every mistake in one run. */
@NullMarked
package io.dbm.core.internal.config;

import org.jspecify.annotations.NullMarked;
