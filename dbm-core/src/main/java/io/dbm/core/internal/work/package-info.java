/** The threads that a manager shares among its connections, and time limits on what they do. */
@NullMarked
package io.dbm.core.internal.work;

import org.jspecify.annotations.NullMarked;
