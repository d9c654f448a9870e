package io.dbm.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rows of texts, each column as wide as its widest. */
final class Columns {

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Returns how wide the widest row is. */
    int width() {
        return lines(cell -> cell).stream().mapToInt(Width::of).max().orElse(0);
    }

    /**
     * Returns one line for each row.
     *
     * @param first how the first cell of a row is shown, which may be longer by what cannot be seen
     */
    List<String> lines(UnaryOperator<String> first) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(INDENT);
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(column == 0 ? first.apply(cell) : cell);
                if (column < row.size() - 1) {
                    line.append(" ".repeat(widest(column) - Width.of(cell))).append(GAP);
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private int widest(int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .mapToInt(row -> Width.of(row.get(column)))
                .max()
                .orElse(0);
    }

    /** Returns a text in lines of a width, all but the first of which begin with spaces. */
    static List<String> wrapped(String first, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && Width.of(line.toString()) + 1 + Width.of(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(Width.of(first)));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
