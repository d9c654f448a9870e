/** Opens MongoDB databases: connections of type {@code mongodb}. */
@NullMarked
package io.dbm.provider.mongo;

import org.jspecify.annotations.NullMarked;
