/** The access layer for <a href="https://mybatis.org/mybatis-3/">MyBatis</a>. */
@NullMarked
package io.dbm.access.mybatis;

import org.jspecify.annotations.NullMarked;
