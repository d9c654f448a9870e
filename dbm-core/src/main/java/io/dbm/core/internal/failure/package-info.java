/** Looking into exceptions. */
@NullMarked
package io.dbm.core.internal.failure;

import org.jspecify.annotations.NullMarked;
