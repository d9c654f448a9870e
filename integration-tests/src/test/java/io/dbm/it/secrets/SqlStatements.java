package io.dbm.it.secrets;

import io.dbm.Database;
import io.dbm.NamedConnection;
import io.dbm.it.PersonMapper;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Statements through all layers of a SQL database. */
final class SqlStatements {

    private static final String SOUND = "select 1";
    private static final String BROKEN = "select no_such_column from no_such_table";

    private SqlStatements() {}

    static void run(NamedConnection connection, Printer printer) {
        for (String sql : new String[] {SOUND, BROKEN}) {
            printer.outcome("jdbc", () -> jdbc(connection.access(DataSource.class), sql, printer));
            printer.outcome("jdbi", () -> jdbi(connection.access(Jdbi.class), sql));
            printer.outcome(
                    "mybatis", () -> myBatis(connection.access(SqlSessionFactory.class), sql));
            printer.outcome("database", () -> database(connection.database(), sql));
            printer.outcome("transaction", () -> transaction(connection, sql));
            printer.outcome("mapper", () -> connection.mapper(PersonMapper.class).number(sql));
        }
    }

    private static Object jdbc(DataSource source, String sql, Printer printer) throws Exception {
        printer.reachable("data source", source);
        try (Connection jdbc = source.getConnection();
                Statement statement = jdbc.createStatement()) {
            printer.outcome("borrowed", () -> jdbc + " " + statement);
            printer.outcome("metadata", () -> jdbc.getMetaData().getURL());
            printer.outcome("client info", jdbc::getClientInfo);
            return statement.execute(sql);
        }
    }

    private static Object jdbi(Jdbi jdbi, String sql) {
        return jdbi + " " + jdbi.withHandle(handle -> handle + first(handle, sql));
    }

    private static String first(Handle handle, String sql) {
        return " " + handle.createQuery(sql).mapTo(Integer.class).one();
    }

    private static Object myBatis(SqlSessionFactory factory, String sql) {
        try (SqlSession session = factory.openSession()) {
            return factory + " " + session + session.getMapper(PersonMapper.class).number(sql);
        }
    }

    private static Object database(Database database, String sql) {
        return database + " " + database.queryOne(sql, row -> row.getInt(1));
    }

    private static Object transaction(NamedConnection connection, String sql) {
        return connection.inTransaction(
                tx -> {
                    Handle handle = tx.session(Handle.class);
                    return tx + " " + handle + first(handle, sql);
                });
    }
}
