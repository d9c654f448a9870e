package io.dbm.examples.quickstart;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Statements for MyBatis; the configuration file names this interface. */
public interface PersonMapper {

    /** Adds a person. */
    @Insert("insert into person (id, full_name) values (#{id}, #{name})")
    void add(@Param("id") int id, @Param("name") String name);

    /** Returns everybody, in the order of their ids. */
    @Select("select id, full_name from person order by id")
    List<Person> all();
}
