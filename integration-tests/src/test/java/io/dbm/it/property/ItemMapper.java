package io.dbm.it.property;

import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.CacheNamespace;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** MyBatis, with a second-level cache that shares the rows themselves. */
@CacheNamespace(readWrite = false)
public interface ItemMapper {

    @Insert("insert into item (name, id) values (#{name}, #{id})")
    int insert(Row row);

    @Update("update item set name = #{name} where id = #{id}")
    int update(Row row);

    @Delete("delete from item where id = #{id}")
    int delete(Row row);

    @Select("select id, name from item where id between #{from} and #{to} order by id")
    List<Row> between(@Param("from") int from, @Param("to") int to);

    @Select("select id, name from item where id = #{id}")
    Optional<Row> one(@Param("id") int id);
}
