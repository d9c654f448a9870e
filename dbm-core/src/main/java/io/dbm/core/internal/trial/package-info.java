/** Tries connections of a file, each once, for who wants to know what is wrong with which. */
@NullMarked
package io.dbm.core.internal.trial;

import org.jspecify.annotations.NullMarked;
