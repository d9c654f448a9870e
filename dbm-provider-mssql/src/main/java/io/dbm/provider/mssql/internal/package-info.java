/** What the driver finds by its class name, and what that needs: public for that reason alone. */
@NullMarked
package io.dbm.provider.mssql.internal;

import org.jspecify.annotations.NullMarked;
