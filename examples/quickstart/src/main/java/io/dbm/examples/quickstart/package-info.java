/** The quick start: one configuration file, three connections, four ways to the same rows. */
@NullMarked
package io.dbm.examples.quickstart;

import org.jspecify.annotations.NullMarked;
