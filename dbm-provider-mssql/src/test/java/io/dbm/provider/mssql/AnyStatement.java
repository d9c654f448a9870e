package io.dbm.provider.mssql;

import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Statements for MyBatis. */
public interface AnyStatement {

    @Update("${sql}")
    int run(@Param("sql") String sql);

    @Select("${sql}")
    int number(@Param("sql") String sql);
}
