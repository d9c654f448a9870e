package io.dbm.core.internal.statement;

/**
 * How a kind of database tells a value in its SQL from a name. Where that is not known, more is
 * taken for a value than need be.
 *
 * @param quotesNames whether double quotes stand around names, and never around values
 * @param bracketsNames whether brackets do
 * @param likeMySql whether a backslash escapes, and a comment begins with {@code #}
 * @param isKnown whether that is all there is
 */
public record Dialect(
        boolean quotesNames, boolean bracketsNames, boolean likeMySql, boolean isKnown) {

    /** Returns that of a connection's type, or of a system as OpenTelemetry names it. */
    public static Dialect of(String database) {
        return switch (database) {
            case "postgres", "postgresql", "h2", "h2database" ->
                    new Dialect(true, false, false, true);
            case "mssql", "microsoft.sql_server" -> new Dialect(true, true, false, true);
            case "sqlite" -> new Dialect(false, true, false, true); // "…" may be either
            case "mysql", "mariadb" -> new Dialect(false, false, true, true);
            case "oracle", "oracle.db", "db2", "ibm.db2" -> new Dialect(true, false, false, false);
            default -> new Dialect(false, false, false, false);
        };
    }
}
