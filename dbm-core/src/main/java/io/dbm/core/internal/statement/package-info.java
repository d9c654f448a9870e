/** Statements: what is logged of those that a connection's callers run. */
@NullMarked
package io.dbm.core.internal.statement;

import org.jspecify.annotations.NullMarked;
