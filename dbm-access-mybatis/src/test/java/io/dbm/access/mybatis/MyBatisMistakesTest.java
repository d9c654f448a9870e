package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbm.ConfigurationException;
import io.dbm.ConfigurationException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MyBatisMistakesTest {

    @TempDir Path folder;
    private Application application;

    @BeforeEach
    void start() throws IOException {
        application = new Application(folder);
    }

    @AfterEach
    void stop() throws IOException {
        application.close();
    }

    @Test
    void aMissingMapper() {
        assertThat(problems("mappers = [com.example.Missing]"))
                .containsExactly(
                        "mappers: names com.example.Missing, which is not on the class path: check"
                                + " its spelling, or add the jar that has it");
    }

    @Test
    void whatMayBeAPasswordIsNotRepeated() {
        assertThat(problems("config = hunter2, mapper-resources = [a.xml, hunter2]"))
                .containsExactlyInAnyOrder(
                        "config: names something, which is not on the class path: name the file"
                                + " with its folders, with no / in front",
                        "mapper-resources: names a.xml, which is not on the class path: name the"
                                + " file with its folders, with no / in front",
                        "mapper-resources: names number 2 in its list, which is not on the class"
                                + " path: name the file with its folders, with no / in front");
    }

    @Test
    void aMapperThatIsAClass() {
        assertThat(problems("mappers = [java.lang.String]"))
                .containsExactly(
                        "mappers: names java.lang.String, which is no interface, as a mapper must"
                                + " be");
    }

    @Test
    void aMapperThatCannotBeLoaded() throws IOException {
        application.type("app.Base", "public interface Base {}");
        application.type("app.Texts", "public interface Texts extends Base {}");
        Files.delete(folder.resolve("app/Base.class"));

        assertThat(problems("mappers = [app.Texts]"))
                .containsExactly(
                        "mappers: names app.Texts, which cannot be loaded:"
                                + " java.lang.ClassNotFoundException: app.Base");
        assertThat(problems("mapper-packages = [app]"))
                .containsExactly(
                        "mapper-packages: names number 1 in its list, which cannot be read:"
                                + " java.lang.ClassNotFoundException: app.Base");
    }

    @Test
    void aMapperWithoutStatement() {
        application.type("app.Texts", "public interface Texts { java.util.List<String> all(); }");

        assertThat(problems("mappers = [app.Texts]"))
                .containsExactly(
                        "mappers: names app.Texts, which has no statement: annotate its methods, or"
                                + " name its XML file in mapper-resources");
    }

    @Test
    void aMapperWhoseXmlIsWrong() {
        application
                .type("app.Texts", "public interface Texts { java.util.List<String> all(); }")
                .mapper("app/Texts.xml", "app.Texts", "<select id='all'>SELECT 1</selec>");

        assertThat(problems("mappers = [app.Texts]"))
                .containsExactly(
                        "mappers: names app.Texts, which MyBatis rejects: line 4: The element type"
                                + " \"select\" must be terminated by the matching end-tag"
                                + " \"</select>\".");
    }

    @Test
    void aMapperThatRefersToNothing() {
        application.type(
                "app.Texts",
                """
                public interface Texts {
                    @org.apache.ibatis.annotations.Select("SELECT 1")
                    @org.apache.ibatis.annotations.ResultMap("nowhere")
                    java.util.List<String> all();
                }
                """);

        assertThat(problems("mappers = [app.Texts]"))
                .containsExactly(
                        "mappers: names app.Texts, which MyBatis rejects: Could not find result map"
                                + " 'app.Texts.nowhere' referenced from 'app.Texts.all'");
    }

    @Test
    void aPackageWithoutInterface() {
        application.type("app.none.Nothing", "public class Nothing {}");

        for (String name : List.of("app.none", "app.missing")) {
            assertThat(problems("mapper-packages = [" + name + "]"))
                    .containsExactly(
                            "mapper-packages: names "
                                    + name
                                    + ", which has no interface in it: check its spelling, or add"
                                    + " the jar that has it");
        }
    }

    @Test
    void aMissingResource() {
        for (String key : List.of("mapper-resources", "config")) {
            String value = key.equals("config") ? "/xml/A.xml" : "[/xml/A.xml]";
            assertThat(problems(key + " = " + value))
                    .containsExactly(
                            key
                                    + ": names /xml/A.xml, which is not on the class path: name the"
                                    + " file with its folders, with no / in front");
        }
    }

    @Test
    void aResourceThatIsNoXml() {
        application.file("a.xml", "SELECT 1");

        for (String key : List.of("mapper-resources", "config")) {
            String value = key.equals("config") ? "a.xml" : "[a.xml]";
            assertThat(problems(key + " = " + value))
                    .containsExactly(
                            key
                                    + ": names a.xml, which is no valid MyBatis XML: line 1: Content"
                                    + " is not allowed in prolog.");
        }
    }

    @Test
    void aResourceWithAnUnknownElement() {
        application.mapper("a.xml", "a", "\n<selekt id='all'>SELECT 1</selekt>");

        assertThat(problems("mapper-resources = [a.xml]"))
                .containsExactly(
                        "mapper-resources: names a.xml, which is no valid MyBatis XML: line 5:"
                                + " Element type \"selekt\" must be declared.");
    }

    @Test
    void aResourceOfTheOtherKind() {
        application.mapper("mapper.xml", "a", "").configuration("mybatis.xml", "");

        assertThat(problems("mapper-resources = [mybatis.xml], config = mapper.xml"))
                .containsExactly(
                        "config: names mapper.xml, whose outermost element must be <configuration>",
                        "mapper-resources: names mybatis.xml, whose outermost element must be"
                                + " <mapper>");
    }

    @Test
    void aResourceThatNamesAMissingClass() {
        application.mapper(
                "a.xml", "a", "<select id='all' resultType='app.Nope'>SELECT 1</select>");

        assertThat(problems("mapper-resources = [a.xml]"))
                .containsExactly(
                        "mapper-resources: names a.xml, which MyBatis rejects: Cannot find class:"
                                + " app.Nope");
    }

    @Test
    void eachResourceThatRefersToNothing() {
        application
                .mapper("a.xml", "a", "<select id='all' resultMap='nowhere'>SELECT 1</select>")
                .mapper("b.xml", "b", "")
                .mapper("c.xml", "c", "<cache-ref namespace='nowhere'/>");

        assertThat(problems("mapper-resources = [a.xml, b.xml, c.xml]"))
                .containsExactlyInAnyOrder(
                        "mapper-resources: names a.xml, which MyBatis rejects: Could not find"
                                + " result map 'a.nowhere' referenced from 'a.all'",
                        "mapper-resources: names c.xml, which MyBatis rejects: No cache for"
                                + " namespace 'nowhere' could be found.");
    }

    @Test
    void aConfigurationFileWithADataSource() {
        application.configuration(
                "mybatis.xml",
                """
                <environments default="own">
                  <environment id="own">
                    <transactionManager type="JDBC"/>
                    <dataSource type="JNDI"><property name="data_source" value="x"/></dataSource>
                  </environment>
                </environments>
                <databaseIdProvider type="DB_VENDOR"/>
                """);

        assertThat(problems("config = mybatis.xml"))
                .containsExactly(
                        "config: names mybatis.xml, which has <environments>: remove it; dbm"
                                + " supplies the data source",
                        "config: names mybatis.xml, which has <databaseIdProvider>: remove it; set"
                                + " database-id instead");
    }

    @Test
    void aConfigurationFileWithAnUnknownSetting() {
        application.configuration(
                "mybatis.xml", "<settings><setting name='mapUnderscore' value='true'/></settings>");

        assertThat(problems("config = mybatis.xml"))
                .containsExactly(
                        "config: names mybatis.xml, which MyBatis rejects: The setting mapUnderscore"
                                + " is not known.  Make sure you spelled it correctly (case"
                                + " sensitive).");
    }

    @Test
    void allOfThemInOneRun() {
        application
                .mapper("a.xml", "a", "<select id='all' resultType='app.Nope'>SELECT 1</select>")
                .mapper("b.xml", "b", "<select id='all' resultMap='x.y'>SELECT 1</select>");

        assertThat(
                        problems(
                                "mappers = [com.example.Missing], mapper-packages = [app.none],"
                                        + " mapper-resources = [a.xml, b.xml], database-ids = x"))
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly("database-ids", "mapper-packages", "mapper-resources", "mappers");
    }

    /** Returns the keys and messages of every mistake. */
    private List<String> problems(String settings) {
        ConfigurationException e =
                catchThrowableOfType(
                        ConfigurationException.class, () -> application.with(settings).load());
        return e.problems().stream().map(MyBatisMistakesTest::describe).toList();
    }

    private static String describe(Problem problem) {
        String block = "dbmanager.connections.main.mybatis.";
        assertThat(problem.path()).startsWith(block);
        return problem.path().substring(block.length()) + ": " + problem.message();
    }
}
