package com.example.all;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import io.dbm.core.Dbm;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.ibatis.session.SqlSession;
import org.jdbi.v3.core.Handle;

/** Has every type of database and every access layer at hand. */
public final class All {

    private All() {}

    public static void main(String[] args) throws SQLException {
        try (DatabaseManager manager = Dbm.load()) {
            manager.plugins().forEach(it -> System.out.println(it.kind() + " " + it.id()));
            manager.connect();
            for (NamedConnection connection : manager.connectionsTagged("use")) {
                writeThroughEveryLayer(connection);
            }
        }
    }

    private static void writeThroughEveryLayer(NamedConnection connection) throws SQLException {
        connection.useTransaction(
                tx -> {
                    tx.database().update("create table word (word varchar(20))");
                    insert("jdbc", tx.session(Connection.class));
                    insert("jdbi", tx.session(Handle.class).getConnection());
                    insert("mybatis", tx.session(SqlSession.class).getConnection());
                    System.out.println(
                            connection.name()
                                    + tx.database()
                                            .query("select * from word", it -> it.getString(1)));
                    tx.setRollbackOnly();
                });
    }

    private static void insert(String word, Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.executeUpdate("insert into word values ('" + word + "')");
        }
    }
}
