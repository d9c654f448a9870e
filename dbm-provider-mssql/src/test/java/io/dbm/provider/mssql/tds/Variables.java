package io.dbm.provider.mssql.tds;

/**
 * What functions of SQL Server say about a session, and what H2 spells otherwise.
 *
 * @param session its number
 */
record Variables(int session, Login login) {

    /** Returns a statement in which H2 understands them. */
    String replaceIn(String statement, int transactions) {
        String sql = statement;
        sql = replace("@@TRANCOUNT\\b", sql, "CAST(" + transactions + " AS INT)");
        sql = replace("@@SPID\\b", sql, "CAST(" + session + " AS SMALLINT)");
        sql = replace("\\bSCHEMA_NAME\\(\\)", sql, "CURRENT_SCHEMA");
        sql = replace("\\bDB_NAME\\(\\)", sql, text(login.database()));
        sql = replace("\\bAPP_NAME\\(\\)", sql, text(login.application()));
        sql = replace("\\b(?:SUSER_SNAME\\(\\)|SYSTEM_USER\\b)", sql, text(login.user()));
        sql = replace("\\bN(?=')", sql, "");
        sql = replace("\\b(?:NVARCHAR|VARCHAR)\\(MAX\\)", sql, "CLOB");
        return replace("\\bVARBINARY\\(MAX\\)", sql, "BLOB");
    }

    private static String replace(String part, String statement, String by) {
        return TransactSql.replace(part, statement, found -> by);
    }

    private static String text(String value) {
        return "CAST('" + value.replace("'", "''") + "' AS VARCHAR(128))";
    }
}
