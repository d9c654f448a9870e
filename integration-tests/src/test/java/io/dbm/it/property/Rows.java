package io.dbm.it.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.property.Operation.Delete;
import io.dbm.it.property.Operation.Put;
import io.dbm.it.property.Operation.ReadAll;
import io.dbm.it.property.Operation.ReadOne;
import io.dbm.it.property.Operation.Rename;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes and reads rows, and compares them with the model's. */
record Rows(Place place, Model model, int base) {

    void put(Put put) throws SQLException {
        Map<Integer, String> rows = model.rows();
        List<Row> wanted = rows(put.keys(), put.name());
        Predicate<Row> present = row -> rows.containsKey(row.id());
        write(put.layer(), Change.UPDATE, wanted.stream().filter(present).toList());
        write(put.layer(), Change.INSERT, wanted.stream().filter(present.negate()).toList());
        wanted.forEach(row -> rows.put(row.id(), row.name()));
    }

    void rename(Rename rename) throws SQLException {
        write(rename.layer(), Change.UPDATE, rows(List.of(rename.key()), rename.name()));
        model.rows().computeIfPresent(base + rename.key(), (key, before) -> rename.name());
    }

    void delete(Delete delete) throws SQLException {
        List<Row> unwanted = rows(delete.keys(), "");
        write(delete.layer(), Change.DELETE, unwanted);
        unwanted.forEach(row -> model.rows().remove(row.id()));
    }

    private List<Row> rows(List<Integer> keys, String name) {
        return keys.stream().map(key -> new Row(base + key, name)).toList();
    }

    private void write(Layer layer, Change change, List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        int count = layer.write(place, change, rows);
        if (count != Layer.UNKNOWN && !model.isDoubtful()) {
            long expected =
                    change == Change.INSERT
                            ? rows.size()
                            : rows.stream().filter(it -> model.rows().containsKey(it.id())).count();
            assertThat(count).as("rows touched by %s %s", layer, change).isEqualTo((int) expected);
        }
    }

    void readAll(ReadAll read) throws SQLException {
        List<Row> found = read.layer().between(place, base, base + Scripts.KEYS - 1);
        if (!model.isDoubtful()) {
            List<Row> expected =
                    model.rows().entrySet().stream()
                            .map(it -> new Row(it.getKey(), it.getValue()))
                            .toList();
            assertThat(found).as("%s", read).isEqualTo(expected);
        }
    }

    void readOne(ReadOne read) throws SQLException {
        int id = base + read.key();
        Optional<Row> found = read.layer().one(place, id);
        if (!model.isDoubtful()) {
            Optional<Row> expected =
                    Optional.ofNullable(model.rows().get(id)).map(name -> new Row(id, name));
            assertThat(found).as("%s", read).isEqualTo(expected);
        }
    }
}
