/** The values of the HOCON file, with where each comes from, and what is wrong with them. */
@NullMarked
package io.dbm.core.internal.settings;

import org.jspecify.annotations.NullMarked;
