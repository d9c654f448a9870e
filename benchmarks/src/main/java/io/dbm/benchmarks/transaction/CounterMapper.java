package io.dbm.benchmarks.transaction;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/** The statements of {@link Target} for MyBatis. */
public interface CounterMapper {

    @Insert("insert into entry (n, counter) values (#{n}, #{id})")
    void insert(@Param("n") int n, @Param("id") int id);

    @Update("update counter set n = #{n} where id = #{id}")
    void update(@Param("n") int n, @Param("id") int id);
}
