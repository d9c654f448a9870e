/** Health: what a check found, and when the next one is due. */
@NullMarked
package io.dbm.core.internal.health;

import org.jspecify.annotations.NullMarked;
