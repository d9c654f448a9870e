/** Starts and closes what stands beside a manager, such as the status page. */
@NullMarked
package io.dbm.core.internal.extension;

import org.jspecify.annotations.NullMarked;
