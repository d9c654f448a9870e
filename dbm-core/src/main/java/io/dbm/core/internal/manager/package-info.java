/** The manager: all connections of one configuration, opened, watched and closed together. */
@NullMarked
package io.dbm.core.internal.manager;

import org.jspecify.annotations.NullMarked;
