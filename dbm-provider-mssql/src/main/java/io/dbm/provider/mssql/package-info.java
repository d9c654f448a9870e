/** Opens Microsoft SQL Server databases. */
@NullMarked
package io.dbm.provider.mssql;

import org.jspecify.annotations.NullMarked;
