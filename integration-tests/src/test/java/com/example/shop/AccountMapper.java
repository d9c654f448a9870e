package com.example.shop;

import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/** The mapper of the README's snippets. */
public interface AccountMapper {

    @Update("update account set balance = balance + #{amount} where id = #{id}")
    void credit(@Param("id") int id, @Param("amount") long amount);
}
