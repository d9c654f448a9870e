/** One transaction on one JDBC connection, for all access layers at once. */
@NullMarked
package io.dbm.core.internal.transaction;

import org.jspecify.annotations.NullMarked;
