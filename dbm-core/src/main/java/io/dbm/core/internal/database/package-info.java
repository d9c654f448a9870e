/** The small SQL face, and the raw JDBC access layer. */
@NullMarked
package io.dbm.core.internal.database;

import org.jspecify.annotations.NullMarked;
