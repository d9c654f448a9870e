package io.dbm.it;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements for MyBatis. */
public interface PersonMapper {

    @Insert("insert into person (id, full_name) values (#{id}, #{name})")
    void add(@Param("id") int id, @Param("name") String name);

    @Select("select id, full_name from person order by id")
    List<Person> all();

    @Select("${sql}")
    Integer number(@Param("sql") String sql);
}
