package io.dbm.it.reference;

import io.dbm.core.internal.config.DeclaredKeys;
import java.util.List;

/** Every key on every type: the README's table, each cell of which has its evidence. */
public final class KeyMatrix {

    /** To add a type is to add its column. */
    static final List<Column<?>> COLUMNS =
            List.of(
                    PostgresColumn.column(),
                    SqliteColumn.column(),
                    MssqlColumn.column(),
                    MongoColumn.column());

    private KeyMatrix() {}

    /** Returns the types that have a column. */
    public static List<String> types() {
        return COLUMNS.stream().map(Column::type).toList();
    }

    /** Returns the table as it stands in the README. */
    public static String table() {
        StringBuilder table = new StringBuilder("| key |");
        types().forEach(type -> table.append(" `").append(type).append("` |"));
        table.append("\n| --- |").append(" --- |".repeat(COLUMNS.size())).append('\n');
        for (String key : DeclaredKeys.of(types())) {
            table.append("| `").append(key).append("` |");
            COLUMNS.forEach(column -> table.append(' ').append(text(column, key)).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    private static String text(Column<?> column, String key) {
        Column.Cell<?> cell = column.cells().get(key);
        return cell == null ? "nobody knows" : cell.text();
    }
}
