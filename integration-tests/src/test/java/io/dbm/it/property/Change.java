package io.dbm.it.property;

/** What a statement does to one row. */
enum Change {
    INSERT("insert into item (name, id) values (?, ?)"),
    UPDATE("update item set name = ? where id = ?"),
    DELETE("delete from item where id = ?");

    private final String sql;

    Change(String sql) {
        this.sql = sql;
    }

    /** Returns the statement, with a placeholder for each of the {@link #arguments}. */
    String sql() {
        return sql;
    }

    Object[] arguments(Row row) {
        return this == DELETE ? new Object[] {row.id()} : new Object[] {row.name(), row.id()};
    }

    /** Returns the statement without placeholders. */
    String literally(Row row) {
        String text = sql;
        for (Object argument : arguments(row)) {
            String literal = argument instanceof String name ? "'" + name + "'" : "" + argument;
            text = text.replaceFirst("\\?", literal);
        }
        return text;
    }
}
