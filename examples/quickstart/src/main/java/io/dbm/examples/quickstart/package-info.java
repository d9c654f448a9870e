/** The quick start: one configuration file, four connections, every access layer. */
@NullMarked
package io.dbm.examples.quickstart;

import org.jspecify.annotations.NullMarked;
