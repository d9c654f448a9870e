package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.it;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.reference.mapper.AnswerMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** Access layers of SQL databases; the same on every one of them. */
final class AccessEvidence {

    private static final String MAPPERS =
            "mybatis.mappers = [" + AnswerMapper.class.getName() + "]";
    private static final String STATEMENTS =
            "mybatis.mapper-resources = [reference/statements.xml]";

    private AccessEvidence() {}

    /** A layer is customized before it is first used, and only then. */
    static void databaseRunsThroughIt(TestDatabase database) {
        Map<String, List<String>> opened =
                Map.of("jdbc", List.of(), "jdbi", List.of("Jdbi"), "mybatis", List.of("MyBatis"));
        opened.forEach(
                (layer, expected) -> {
                    List<String> customized = new ArrayList<>();
                    String config =
                            "dbmanager.connections.it {\n%s\ndefault-access = %s }"
                                    .formatted(database.settings(), layer);
                    try (DatabaseManager manager =
                            Dbm.builder()
                                    .config(ConfigFactory.parseString(config))
                                    .customize(Jdbi.class, (name, jdbi) -> customized.add("Jdbi"))
                                    .customize(
                                            SqlSessionFactory.class,
                                            (name, myBatis) -> customized.add("MyBatis"))
                                    .load()) {
                        manager.connect();
                        assertThat(it(manager).database().queryOne("select 7", r -> r.getInt(1)))
                                .hasValue(7);
                        assertThat(customized).as(layer).isEqualTo(expected);
                    }
                });
    }

    /** Adds to Jdbi what it does not have by itself. */
    public static final class Seven implements JdbiPlugin {

        /** For Jdbi. */
        public Seven() {}

        @Override
        public void customizeJdbi(Jdbi jdbi) {
            jdbi.define("seven", "7");
        }
    }

    static void pluginsAreInstalled(TestDatabase database) {
        try (DatabaseManager manager =
                database.connect("jdbi.plugins = [\"" + Seven.class.getName() + "\"]")) {
            Jdbi jdbi = it(manager).access(Jdbi.class);
            int answer =
                    jdbi.withHandle(
                            handle -> handle.createQuery("select <seven>").mapTo(int.class).one());
            assertThat(answer).isEqualTo(7);
        }
    }

    static void theFileIsTheConfiguration(TestDatabase database) {
        assertThat(answer(database, "mybatis.config = reference/mybatis.xml", camelCase(true)))
                .isEqualTo("seven");
    }

    static void mappersAreKnown(TestDatabase database) {
        assertThat(answer(database, MAPPERS, camelCase(true))).isEqualTo("seven");
    }

    static void packagesOfMappersAreKnown(TestDatabase database) {
        String name = AnswerMapper.class.getPackageName();
        assertThat(answer(database, "mybatis.mapper-packages = [" + name + "]", camelCase(true)))
                .isEqualTo("seven");
    }

    static void columnsAreMappedToProperties(TestDatabase database) {
        assertThat(answer(database, MAPPERS, camelCase(true))).isEqualTo("seven");
        assertThat(answer(database, MAPPERS, camelCase(false))).isEqualTo("nothing");
    }

    private static String camelCase(boolean wanted) {
        return "mybatis.map-underscore-to-camel-case = " + wanted;
    }

    private static String answer(TestDatabase database, String... settings) {
        return run(
                database,
                session -> {
                    AnswerMapper.Answer answer = session.getMapper(AnswerMapper.class).ask();
                    return answer == null ? "nothing" : answer.getTheAnswer();
                },
                settings);
    }

    static void statementsOfResourcesAreKnown(TestDatabase database) {
        assertThat(whose(database, STATEMENTS)).isEqualTo("everybody's");
    }

    static void statementsWithTheIdAreTaken(TestDatabase database) {
        assertThat(whose(database, STATEMENTS, "mybatis.database-id = ours")).isEqualTo("ours");
        assertThat(whose(database, STATEMENTS, "mybatis.database-id = theirs"))
                .isEqualTo("everybody's");
    }

    private static String whose(TestDatabase database, String... settings) {
        return run(database, session -> session.selectOne("statements.whose"), settings);
    }

    private static String run(
            TestDatabase database, Function<SqlSession, String> work, String... settings) {
        try (DatabaseManager manager = database.connect(settings);
                SqlSession session = it(manager).access(SqlSessionFactory.class).openSession()) {
            return work.apply(session);
        }
    }
}
