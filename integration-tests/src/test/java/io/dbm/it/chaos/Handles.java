package io.dbm.it.chaos;

import io.dbm.Database;
import io.dbm.NamedConnection;
import javax.sql.DataSource;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;

/** What an application keeps of a connection, got once and for good. */
record Handles(
        NamedConnection connection,
        DataSource jdbc,
        Jdbi jdbi,
        SqlSessionFactory myBatis,
        Database database,
        Statements mapper) {

    static Handles of(NamedConnection connection) {
        return new Handles(
                connection,
                connection.access(DataSource.class),
                connection.access(Jdbi.class),
                connection.access(SqlSessionFactory.class),
                connection.database(),
                connection.mapper(Statements.class));
    }
}
