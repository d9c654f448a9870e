/** What application code holds: it stays valid when the backend beneath it is replaced. */
@NullMarked
package io.dbm.core.internal.handle;

import org.jspecify.annotations.NullMarked;
