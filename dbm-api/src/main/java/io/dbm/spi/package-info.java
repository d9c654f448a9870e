/**
 * What a plugin author writes against: providers open databases, access adapters put an access
 * layer on them.
 *
 * <p>Plugins are found by {@link java.util.ServiceLoader}. An interface that plugins implement
 * gains only default methods; one that only dbm implements may grow.
 */
@NullMarked
package io.dbm.spi;

import org.jspecify.annotations.NullMarked;
