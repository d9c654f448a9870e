package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.DatabaseManager;
import io.dbm.NamedConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.One;
import org.apache.ibatis.annotations.Result;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.FetchType;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.type.BaseTypeHandler;
import org.apache.ibatis.type.JdbcType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MyBatis is configured with holds for a session in a transaction. */
class JoinedConfigurationTest {

    /** A value that only a type handler can read and write. */
    public record Shouted(String text) {}

    /** Writes and reads it. */
    public static class ShoutedHandler extends BaseTypeHandler<Shouted> {

        @Override
        public void setNonNullParameter(
                PreparedStatement statement, int index, Shouted value, JdbcType type)
                throws SQLException {
            statement.setString(index, value.text().toUpperCase(Locale.ROOT));
        }

        @Override
        public Shouted getNullableResult(ResultSet row, String column) throws SQLException {
            return new Shouted(row.getString(column) + "!");
        }

        @Override
        public Shouted getNullableResult(ResultSet row, int column) throws SQLException {
            return new Shouted(row.getString(column) + "!");
        }

        @Override
        public Shouted getNullableResult(CallableStatement row, int column) throws SQLException {
            return new Shouted(row.getString(column) + "!");
        }
    }

    /** Lets every change happen twice. */
    @Intercepts(
            @Signature(
                    type = Executor.class,
                    method = "update",
                    args = {MappedStatement.class, Object.class}))
    public static class Twice implements Interceptor {
        @Override
        public Object intercept(Invocation invocation) throws Throwable {
            invocation.proceed();
            return invocation.proceed();
        }
    }

    /** A word, with its length read when it is asked for. */
    public static class LazyWord {

        private String text;
        private Integer length;

        public String getText() {
            return text;
        }

        public void setText(String text) {
            this.text = text;
        }

        public Integer getLength() {
            return length;
        }

        public void setLength(Integer length) {
            this.length = length;
        }
    }

    /** A mapper that leans on all of these. */
    public interface Mapper {

        @Insert("INSERT INTO word VALUES (#{shouted}, 4)")
        void shout(Shouted shouted);

        @Select("SELECT DISTINCT text FROM word")
        Shouted shouted();

        @Select("SELECT text FROM word")
        @Result(property = "text", column = "text")
        @Result(
                property = "length",
                column = "text",
                one = @One(select = "length", fetchType = FetchType.LAZY))
        LazyWord lazy();

        @Select("SELECT word_length FROM word WHERE text = #{text}")
        Integer length(String text);
    }

    private static DatabaseManager connect(Application application, String configuration) {
        application.configuration("mybatis.xml", configuration);
        return application.connect(
                "config = mybatis.xml, mappers = [\"" + Mapper.class.getName() + "\"]");
    }

    private static String configuration(String content) {
        return content.replace("HERE", JoinedConfigurationTest.class.getName());
    }

    @Test
    void typeHandlersHold(@TempDir Path folder) throws IOException {
        String handlers =
                configuration(
                        "<typeHandlers><typeHandler handler=\"HERE$ShoutedHandler\"/>"
                                + "</typeHandlers>");
        try (Application application = new Application(folder);
                DatabaseManager manager = connect(application, handlers)) {
            manager.connection("main")
                    .useTransaction(
                            tx -> {
                                tx.mapper(Mapper.class).shout(new Shouted("word"));
                                assertThat(tx.mapper(Mapper.class).shouted())
                                        .isEqualTo(new Shouted("WORD!"));
                            });
        }
    }

    @Test
    void interceptorsHold(@TempDir Path folder) throws IOException {
        String plugins = configuration("<plugins><plugin interceptor=\"HERE$Twice\"/></plugins>");
        try (Application application = new Application(folder);
                DatabaseManager manager =
                        application
                                .configuration("mybatis.xml", plugins)
                                .connect(
                                        "config = mybatis.xml, mappers ="
                                                + " [io.dbm.access.mybatis.Words]")) {
            NamedConnection connection = manager.connection("main");
            connection.useTransaction(tx -> tx.mapper(Words.class).add("word"));
            assertThat(connection.mapper(Words.class).count()).isEqualTo(2);
        }
    }

    @Test
    void whatIsLoadedLazilyIsReadInTheTransaction(@TempDir Path folder) throws Exception {
        String handlers =
                configuration(
                        "<typeHandlers><typeHandler handler=\"HERE$ShoutedHandler\"/>"
                                + "</typeHandlers>");
        try (Application application = new Application(folder);
                DatabaseManager manager = connect(application, handlers)) {
            manager.connection("main")
                    .useTransaction(
                            tx -> {
                                tx.mapper(Mapper.class).shout(new Shouted("word"));
                                LazyWord word = tx.mapper(Mapper.class).lazy();
                                try (Statement jdbc =
                                        tx.session(Connection.class).createStatement()) {
                                    jdbc.execute("UPDATE word SET word_length = 5");
                                }
                                assertThat(word.getLength()).isEqualTo(5);
                            });
        }
    }
}
