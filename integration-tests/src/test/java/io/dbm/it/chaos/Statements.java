package io.dbm.it.chaos;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** The statements of a run, as a mapper of MyBatis; {@link PlainStatements} are the same. */
interface Statements {

    @Insert("insert into entry (write_id, layer) values (#{id}, #{layer})")
    void addEntry(@Param("id") long id, @Param("layer") String layer);

    @Insert("insert into posting (write_id, account, amount) values (#{id}, #{account}, #{amount})")
    void addPosting(
            @Param("id") long id, @Param("account") int account, @Param("amount") int amount);

    @Update("update account set balance = balance + #{amount} where id = #{account}")
    void change(@Param("account") int account, @Param("amount") int amount);

    @Select("select count(*) from entry where write_id = #{id}")
    int entries(@Param("id") long id);

    @Select("${sql}")
    Integer number(@Param("sql") String sql);
}
