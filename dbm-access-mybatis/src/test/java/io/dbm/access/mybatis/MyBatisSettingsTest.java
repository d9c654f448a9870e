package io.dbm.access.mybatis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbm.DatabaseManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.ibatis.io.Resources;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MyBatisSettingsTest {

    private static final String WORDS = "mappers = [io.dbm.access.mybatis.Words]";
    private static final String ALL =
            "<select id='all' resultType='string'>SELECT text FROM word</select>";

    private Application application;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        application = new Application(folder);
    }

    @AfterEach
    void stop() throws IOException {
        application.close();
    }

    @Test
    void mappersAreInterfaces() {
        try (DatabaseManager manager = application.connect(WORDS);
                SqlSession session = sessions(manager).openSession()) {
            session.getMapper(Words.class).add("hello");

            assertThat(session.getMapper(Words.class).all()).containsExactly("hello");
        }
    }

    @Test
    void aMapperHasItsXmlBesideIt() throws Exception {
        application
                .type("app.Texts", "public interface Texts { java.util.List<String> all(); }")
                .mapper("app/Texts.xml", "app.Texts", ALL);

        assertThat(run("mappers = [app.Texts]", "app.Texts.all")).containsExactly("hello");
    }

    @Test
    void aMapperHasItsXmlElsewhere() throws Exception {
        application
                .type("app.Texts", "public interface Texts { java.util.List<String> all(); }")
                .mapper("xml/Texts.xml", "app.Texts", ALL);

        assertThat(
                        run(
                                "mappers = [app.Texts], mapper-resources = [xml/Texts.xml]",
                                "app.Texts.all"))
                .containsExactly("hello");
    }

    @Test
    void mapperResourcesNeedNoInterface() {
        application.mapper("xml/Texts.xml", "texts", ALL);

        assertThat(run("mapper-resources = [xml/Texts.xml]", "texts.all")).containsExactly("hello");
    }

    @Test
    void mapperResourcesMayReferToOneAnotherInAnyOrder() {
        application
                .mapper(
                        "xml/A.xml",
                        "a",
                        "<select id='all' resultMap='b.text'>SELECT text FROM word</select>")
                .mapper(
                        "xml/B.xml",
                        "b",
                        "<resultMap id='text' type='map'><result property='t' column='text'/>"
                                + "</resultMap>");

        assertThat(run("mapper-resources = [xml/A.xml, xml/B.xml]", "a.all")).isNotEmpty();
        assertThat(run("mapper-resources = [xml/B.xml, xml/A.xml]", "a.all")).isNotEmpty();
    }

    @Test
    void mapperPackagesAreSearchedWithTheirSubpackages() {
        String mapper =
                "@org.apache.ibatis.annotations.Select(\"SELECT text FROM word\")"
                        + " java.util.List<String> all(); }";
        application
                .type("app.mappers.Texts", "public interface Texts {" + mapper)
                .type("app.mappers.old.OldTexts", "public interface OldTexts {" + mapper)
                .type("app.mappers.NoMapper", "public class NoMapper {}")
                .type("app.mappers.Mark", "public @interface Mark {}");

        String settings = "mapper-packages = [app.mappers]";
        assertThat(run(settings, "app.mappers.Texts.all")).containsExactly("hello");
        assertThat(run(settings, "app.mappers.old.OldTexts.all")).isNotEmpty();
        try (DatabaseManager manager = application.connect(settings)) {
            assertThat(sessions(manager).getConfiguration().getMapperRegistry().getMappers())
                    .extracting(Class::getName)
                    .containsExactlyInAnyOrder("app.mappers.Texts", "app.mappers.old.OldTexts");
        }
    }

    @Test
    void mapperPackagesAreSearchedInJars(@TempDir Path jars) throws IOException {
        application
                .type("app.mappers.Texts", "public interface Texts { java.util.List<?> all(); }")
                .mapper("app/mappers/Texts.xml", "app.mappers.Texts", ALL);

        try (Application packaged = application.packedInto(jars.resolve("application.jar"));
                DatabaseManager manager = packaged.connect("mapper-packages = [app.mappers]")) {
            assertThat(sessions(manager).getConfiguration().hasStatement("app.mappers.Texts.all"))
                    .isTrue();
        }
    }

    @Test
    void oneMapperMayBeNamedByManyKeys() {
        application
                .type("app.mappers.Texts", "public interface Texts { java.util.List<?> all(); }")
                .mapper("app/mappers/Texts.xml", "app.mappers.Texts", ALL)
                .configuration(
                        "mybatis.xml", "<mappers><mapper class='app.mappers.Texts'/></mappers>");

        assertThat(
                        run(
                                "config = mybatis.xml, mappers = [app.mappers.Texts],"
                                        + " mapper-packages = [app.mappers],"
                                        + " mapper-resources = [app/mappers/Texts.xml]",
                                "app.mappers.Texts.all"))
                .containsExactly("hello");
    }

    @Test
    void theConfigurationFileIsTheBaseOfTheOtherKeys() {
        application
                .configuration(
                        "mybatis.xml",
                        "<settings><setting name='mapUnderscoreToCamelCase' value='true'/>"
                                + "</settings><typeAliases>"
                                + "<typeAlias alias='Row' type='io.dbm.access.mybatis.Words$Word'/>"
                                + "</typeAliases>")
                .mapper(
                        "xml/Texts.xml",
                        "texts",
                        "<select id='rows' resultType='Row'>SELECT * FROM word</select>");

        List<Words.Word> rows =
                run("config = mybatis.xml, mapper-resources = [xml/Texts.xml]", "texts.rows");

        assertThat(rows).singleElement().extracting(row -> row.wordLength).isEqualTo(5);
    }

    @Test
    void mapUnderscoreToCamelCaseMapsColumns() {
        assertThat(lengths(WORDS)).containsOnlyNulls();
        assertThat(lengths(WORDS + ", map-underscore-to-camel-case = true")).containsOnly(5);
    }

    @Test
    void mapUnderscoreToCamelCaseGoesBeforeTheConfigurationFile() {
        application.configuration(
                "mybatis.xml",
                "<settings><setting name='mapUnderscoreToCamelCase' value='true'/></settings>");

        String both = WORDS + ", config = mybatis.xml";
        assertThat(lengths(both)).containsOnly(5);
        assertThat(lengths(both + ", map-underscore-to-camel-case = false")).containsOnlyNulls();
    }

    private List<Integer> lengths(String settings) {
        List<Words.Word> rows = run(settings, "io.dbm.access.mybatis.Words.rows");
        return rows.stream().map(row -> row.wordLength).toList();
    }

    @Test
    void databaseIdChoosesStatements() {
        application
                .configuration(
                        "mybatis.xml", "<mappers><mapper resource='xml/Texts.xml'/></mappers>")
                .mapper(
                        "xml/Texts.xml",
                        "texts",
                        "<select id='one' resultType='string'>SELECT 'any'</select>"
                                + "<select id='one' databaseId='lite' resultType='string'>SELECT"
                                + " 'lite'</select>");

        for (String source :
                List.of("mapper-resources = [xml/Texts.xml]", "config = mybatis.xml")) {
            assertThat(run(source, "texts.one")).containsOnly("any");
            assertThat(run(source + ", database-id = lite", "texts.one")).containsOnly("lite");
            assertThat(run(source + ", database-id = other", "texts.one")).containsOnly("any");
        }
    }

    @Test
    void classesAreFoundByTheClassLoaderOfTheManagerAndNotOfTheThread() {
        application
                .type("app.Text", "public class Text { public String text; }")
                .type("app.mappers.Texts", "public interface Texts { app.Text first(); }")
                .mapper(
                        "app/mappers/Texts.xml",
                        "app.mappers.Texts",
                        "<select id='first' resultType='app.Text'>SELECT text FROM word</select>");
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();

        for (String settings :
                List.of(
                        "mappers = [app.mappers.Texts]",
                        "mapper-packages = [app.mappers]",
                        "mapper-resources = [app/mappers/Texts.xml]")) {
            assertThat(run(settings, "app.mappers.Texts.first"))
                    .first()
                    .extracting(row -> row.getClass().getClassLoader())
                    .isEqualTo(application.classLoader());
        }

        assertThatThrownBy(() -> ofThread.loadClass("app.Text"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(ofThread);
        assertThat(Resources.getDefaultClassLoader()).isNull();
    }

    @Test
    void theEnvironmentIsNamedAfterTheConnection() {
        try (DatabaseManager manager = application.connect("")) {
            assertThat(sessions(manager).getConfiguration().getEnvironment())
                    .extracting(Environment::getId)
                    .isEqualTo("main");
        }
    }

    @Test
    void customizersMayAddMappers() {
        try (DatabaseManager manager =
                application
                        .with("")
                        .customize(
                                SqlSessionFactory.class,
                                (name, factory) ->
                                        factory.getConfiguration().addMapper(Words.class))
                        .load()) {
            manager.connect();
            assertThat(sessions(manager).getConfiguration().hasMapper(Words.class)).isTrue();
        }
    }

    /** Adds a word and runs a query over all of them. */
    private <T> List<T> run(String settings, String statement) {
        try (DatabaseManager manager = application.connect(settings)) {
            manager.connection("main").database().update("INSERT INTO word VALUES ('hello', 5)");
            try (SqlSession session = sessions(manager).openSession()) {
                return session.selectList(statement);
            }
        }
    }

    private static SqlSessionFactory sessions(DatabaseManager manager) {
        return manager.connection("main").access(SqlSessionFactory.class);
    }
}
