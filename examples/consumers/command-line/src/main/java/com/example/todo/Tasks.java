package com.example.todo;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** The table of tasks. */
public interface Tasks {

    @Update("create table if not exists task (title varchar(80))")
    void create();

    @Insert("insert into task values (#{title})")
    void add(String title);

    @Select("select title from task order by title")
    List<String> all();
}
