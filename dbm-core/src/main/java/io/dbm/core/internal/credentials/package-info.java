/**
 * Who logs in to a connection: what was configured, or what a source says, for as long as it says.
 */
@NullMarked
package io.dbm.core.internal.credentials;

import org.jspecify.annotations.NullMarked;
