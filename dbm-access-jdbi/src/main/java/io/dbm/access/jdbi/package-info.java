/** The access layer for <a href="https://jdbi.org">Jdbi</a>. */
@NullMarked
package io.dbm.access.jdbi;

import org.jspecify.annotations.NullMarked;
