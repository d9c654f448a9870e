/** Opens PostgreSQL databases: connections of type {@code postgres}. */
@NullMarked
package io.dbm.provider.postgres;

import org.jspecify.annotations.NullMarked;
