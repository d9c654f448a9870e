/** How dbm's log lines are written: as keys and values. */
@NullMarked
package io.dbm.core.internal.log;

import org.jspecify.annotations.NullMarked;
