/**
 * A stand-in for SQL Server, for tests alone: it speaks as much of TDS as Microsoft's JDBC driver
 * needs, and has H2 run the statements.
 *
 * <p>It has no cursors, procedures, bulk copy, distributed transactions or Windows logins, and its
 * T-SQL is H2's, with the few statements of {@link io.dbm.provider.mssql.tds.SessionStatements}.
 */
package io.dbm.provider.mssql.tds;
