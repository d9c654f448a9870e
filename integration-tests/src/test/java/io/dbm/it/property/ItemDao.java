package io.dbm.it.property;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** A SQL object of Jdbi's. */
public interface ItemDao {

    @SqlUpdate("insert into item (name, id) values (:name, :id)")
    int insert(@Bind("name") String name, @Bind("id") int id);

    @SqlUpdate("update item set name = :name where id = :id")
    int update(@Bind("name") String name, @Bind("id") int id);

    @SqlUpdate("delete from item where id = :id")
    int delete(@Bind("id") int id);

    @SqlQuery("select id, name from item where id between :from and :to order by id")
    List<Row> between(@Bind("from") int from, @Bind("to") int to);

    @SqlQuery("select id, name from item where id = :id")
    Optional<Row> one(@Bind("id") int id);
}
