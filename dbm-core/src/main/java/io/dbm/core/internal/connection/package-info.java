/**
 * A named connection: how it is opened with retry, what replaces and drains its backend, and the
 * access layers on it.
 */
@NullMarked
package io.dbm.core.internal.connection;

import org.jspecify.annotations.NullMarked;
