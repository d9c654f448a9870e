package io.dbm.examples.transfer;

import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/** A statement for MyBatis; the configuration file names this interface. */
public interface AccountMapper {

    /** Adds money to an account. */
    @Update("update account set balance = balance + #{amount} where name = #{name}")
    void credit(@Param("name") String name, @Param("amount") int amount);
}
