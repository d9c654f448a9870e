/**
 * The connection pool over a JDBC driver. HikariCP is used here and nowhere else; the handle that
 * application code holds is here too, since it is on the borrow path.
 */
@NullMarked
package io.dbm.core.internal.pool;

import org.jspecify.annotations.NullMarked;
