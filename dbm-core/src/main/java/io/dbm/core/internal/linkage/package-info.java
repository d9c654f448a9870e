/** Reads compiled classes to see whether what they use of {@code dbm-api} is there. */
@NullMarked
package io.dbm.core.internal.linkage;

import org.jspecify.annotations.NullMarked;
