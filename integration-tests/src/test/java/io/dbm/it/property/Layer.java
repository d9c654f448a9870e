package io.dbm.it.property;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** A way to write and read rows in a transaction. */
enum Layer {
    STATEMENT {
        @Override
        int write(Place place, Change change, List<Row> rows) throws SQLException {
            int count = 0;
            try (Connection jdbc = place.session(Connection.class);
                    Statement statement = jdbc.createStatement()) {
                for (Row row : rows) {
                    count += statement.executeUpdate(change.literally(row));
                }
            }
            return count;
        }

        @Override
        List<Row> between(Place place, int from, int to) throws SQLException {
            try (Statement statement = place.session(Connection.class).createStatement();
                    ResultSet row =
                            statement.executeQuery(
                                    "select id, name from item where id between %d and %d order by id"
                                            .formatted(from, to))) {
                return rows(row);
            }
        }
    },
    PREPARED {
        @Override
        int write(Place place, Change change, List<Row> rows) throws SQLException {
            int count = 0;
            try (PreparedStatement statement = prepare(place, change.sql())) {
                for (Row row : rows) {
                    bind(statement, change.arguments(row));
                    count += statement.executeUpdate();
                }
            }
            return count;
        }

        @Override
        List<Row> between(Place place, int from, int to) throws SQLException {
            try (PreparedStatement statement = prepare(place, BETWEEN)) {
                bind(statement, from, to);
                try (ResultSet row = statement.executeQuery()) {
                    return rows(row);
                }
            }
        }
    },
    JDBC_BATCH {
        @Override
        int write(Place place, Change change, List<Row> rows) throws SQLException {
            try (PreparedStatement statement = prepare(place, change.sql())) {
                for (Row row : rows) {
                    bind(statement, change.arguments(row));
                    statement.addBatch();
                }
                return IntStream.of(statement.executeBatch()).sum();
            }
        }

        @Override
        List<Row> between(Place place, int from, int to) throws SQLException {
            try (PreparedStatement statement = prepare(place, BETWEEN)) {
                bind(statement, from, to);
                statement.execute();
                try (ResultSet row = statement.getResultSet()) {
                    return rows(row);
                }
            }
        }
    },
    DATABASE {
        @Override
        int write(Place place, Change change, List<Row> rows) {
            return rows.stream()
                    .mapToInt(row -> place.database().update(change.sql(), change.arguments(row)))
                    .sum();
        }

        @Override
        List<Row> between(Place place, int from, int to) {
            return place.database().query(BETWEEN, Layer::row, from, to);
        }
    },
    HANDLE {
        @Override
        int write(Place place, Change change, List<Row> rows) {
            Handle handle = place.session(Handle.class);
            return rows.stream()
                    .mapToInt(row -> handle.execute(change.sql(), change.arguments(row)))
                    .sum();
        }

        @Override
        List<Row> between(Place place, int from, int to) {
            return place.session(Handle.class).select(BETWEEN, from, to).mapTo(Row.class).list();
        }
    },
    HANDLE_BATCH {
        @Override
        int write(Place place, Change change, List<Row> rows) {
            try (PreparedBatch batch = place.session(Handle.class).prepareBatch(change.sql())) {
                rows.forEach(row -> batch.add(change.arguments(row)));
                return IntStream.of(batch.execute()).sum();
            }
        }

        @Override
        List<Row> between(Place place, int from, int to) {
            return place.session(Handle.class)
                    .inTransaction(
                            handle -> handle.select(BETWEEN, from, to).mapTo(Row.class).list());
        }
    },
    SQL_OBJECT {
        @Override
        int write(Place place, Change change, List<Row> rows) {
            ItemDao items = place.mapper(ItemDao.class);
            return rows.stream()
                    .mapToInt(
                            row ->
                                    switch (change) {
                                        case INSERT -> items.insert(row.name(), row.id());
                                        case UPDATE -> items.update(row.name(), row.id());
                                        case DELETE -> items.delete(row.id());
                                    })
                    .sum();
        }

        @Override
        List<Row> between(Place place, int from, int to) {
            return place.mapper(ItemDao.class).between(from, to);
        }

        @Override
        Optional<Row> one(Place place, int id) {
            return place.mapper(ItemDao.class).one(id);
        }
    },
    SQL_SESSION {
        @Override
        int write(Place place, Change change, List<Row> rows) {
            SqlSession session = place.session(SqlSession.class);
            return rows.stream()
                    .mapToInt(
                            row ->
                                    switch (change) {
                                        case INSERT -> session.insert(MAPPER + "insert", row);
                                        case UPDATE -> session.update(MAPPER + "update", row);
                                        case DELETE -> session.delete(MAPPER + "delete", row);
                                    })
                    .reduce(0, Layer::sumOrBatched);
        }

        @Override
        List<Row> between(Place place, int from, int to) {
            return place.session(SqlSession.class)
                    .selectList(MAPPER + "between", Map.of("from", from, "to", to));
        }

        @Override
        Optional<Row> one(Place place, int id) {
            return Optional.ofNullable(
                    place.session(SqlSession.class).selectOne(MAPPER + "one", Map.of("id", id)));
        }
    },
    MAPPER_INTERFACE {
        @Override
        int write(Place place, Change change, List<Row> rows) {
            ItemMapper items = place.mapper(ItemMapper.class);
            return rows.stream()
                    .mapToInt(
                            row ->
                                    switch (change) {
                                        case INSERT -> items.insert(row);
                                        case UPDATE -> items.update(row);
                                        case DELETE -> items.delete(row);
                                    })
                    .reduce(0, Layer::sumOrBatched);
        }

        @Override
        List<Row> between(Place place, int from, int to) {
            return place.mapper(ItemMapper.class).between(from, to);
        }

        @Override
        Optional<Row> one(Place place, int id) {
            return place.mapper(ItemMapper.class).one(id);
        }
    };

    /** What {@link #write} returns when a batch keeps for itself how many rows it touches. */
    static final int UNKNOWN = -1;

    private static final String BETWEEN =
            "select id, name from item where id between ? and ? order by id";
    private static final String MAPPER = ItemMapper.class.getName() + ".";

    /** Changes rows, and returns how many there were, or {@link #UNKNOWN}. */
    abstract int write(Place place, Change change, List<Row> rows) throws SQLException;

    /** Reads the rows of a range of keys. */
    abstract List<Row> between(Place place, int from, int to) throws SQLException;

    /** Reads one row. */
    Optional<Row> one(Place place, int id) throws SQLException {
        return between(place, id, id).stream().findFirst();
    }

    private static PreparedStatement prepare(Place place, String sql) throws SQLException {
        return place.session(Connection.class).prepareStatement(sql);
    }

    private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    private static List<Row> rows(ResultSet row) throws SQLException {
        List<Row> rows = new ArrayList<>();
        while (row.next()) {
            rows.add(row(row));
        }
        return rows;
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(row.getInt(1), row.getString(2));
    }

    private static int sumOrBatched(int sum, int count) {
        return sum == UNKNOWN || count < 0 ? UNKNOWN : sum + count;
    }
}
