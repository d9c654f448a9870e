package com.example.shop;

import org.apache.ibatis.annotations.Select;

/** The mapper of the pages' snippets. */
public interface OrderMapper {

    @Select("select count(*) from orders")
    int count();
}
