package io.dbm.benchmarks.query;

import io.dbm.benchmarks.store.Store;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** {@link Store#SELECT} for MyBatis. */
public interface CounterQuery {

    @Select("select n from counter where id = #{id}")
    int select(@Param("id") int id);
}
