package io.dbm.core.internal.transaction;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A call of JDBC. */
@FunctionalInterface
interface Call {
    @Nullable Object run() throws SQLException;
}
