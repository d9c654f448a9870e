package io.dbm.access.mybatis;

import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.cursor.Cursor;

/** A mapper that needs no XML. */
public interface Words {

    @Insert("INSERT INTO word (text, word_length) VALUES (#{text}, length(#{text}))")
    void add(String text);

    /** MyBatis takes this for a query, after which a commit does nothing. */
    @Select("INSERT INTO word (text) VALUES (#{text}) RETURNING text")
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    String addReturning(String text);

    @Select("SELECT text FROM word ORDER BY text")
    List<String> all();

    @Select("SELECT text FROM word ORDER BY text")
    Cursor<String> each();

    @Select("SELECT COUNT(*) FROM word")
    int count();

    @Select("SELECT text, word_length FROM word ORDER BY text")
    List<Word> rows();

    /** A row. */
    class Word {
        public String text;
        public Integer wordLength;
    }
}
