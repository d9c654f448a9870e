/** Tries every connection of a configuration, from the command line. */
@NullMarked
package io.dbm.doctor;

import org.jspecify.annotations.NullMarked;
