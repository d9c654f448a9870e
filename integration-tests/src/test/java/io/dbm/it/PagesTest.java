package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the pages in {@code docs} show is true. */
class PagesTest {

    private static final String IMPORTS =
            Stream.of(
                            "com.typesafe.config.ConfigFactory",
                            "io.dbm.*",
                            "io.dbm.core.Dbm",
                            "io.dbm.it.AccountMapper",
                            "io.dbm.spi.*",
                            "java.nio.file.Files",
                            "java.nio.file.Path",
                            "java.sql.Connection",
                            "java.sql.Statement",
                            "java.time.Duration",
                            "java.util.List",
                            "java.util.concurrent.Callable",
                            "javax.sql.DataSource",
                            "org.apache.ibatis.session.SqlSessionFactory",
                            "org.h2.jdbcx.JdbcDataSource",
                            "org.jdbi.v3.core.Handle",
                            "org.jdbi.v3.core.Jdbi",
                            "org.jdbi.v3.core.statement.Slf4JSqlLogger")
                    .map(name -> "import " + name + ";\n")
                    .reduce("", String::concat);

    @TempDir Path folder;

    private static Stream<Page> pages() throws IOException {
        return Page.all();
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(Page.readme().blocks("hocon")).isNotEmpty();
        assertThat(Page.readme().blocks("java")).hasSizeGreaterThan(3);
        assertThat(Page.readme().links()).isNotEmpty();
        assertThat(Page.all()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyHoconBlockIsAValidConfiguration(Page page) {
        for (String block : page.blocks("hocon")) {
            Config password = ConfigFactory.parseString("DB_PASSWORD = secret");
            Config config = ConfigFactory.parseString(block).withFallback(password);
            try (DatabaseManager manager = Dbm.load(config)) {
                assertThat(manager.connections()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJavaBlockCompiles(Page page) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String block : page.blocks("java")) {
            sources.add(source(block, sources.size()));
        }
        if (!sources.isEmpty()) {
            compile(sources);
        }
    }

    private void compile(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-proc:none",
                            "-d",
                            folder.toString(),
                            "-classpath",
                            System.getProperty("java.class.path"));
            boolean compiled =
                    compiler.getTask(
                                    output,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(compiled).as(output.toString()).isTrue();
        }
    }

    private Path source(String block, int number) throws IOException {
        Matcher type = Pattern.compile("public final class (\\w+)").matcher(block);
        if (type.find()) {
            return Files.writeString(folder.resolve(type.group(1) + ".java"), IMPORTS + block);
        }
        boolean bringsManager = block.contains("DatabaseManager manager");
        String name = "Snippet" + number;
        return Files.writeString(
                folder.resolve(name + ".java"),
                IMPORTS
                        + "class "
                        + name
                        + " { void run("
                        + (bringsManager ? "" : "DatabaseManager manager")
                        + ") throws Exception {\n"
                        + block
                        + "} }\n");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheTreeLeadsSomewhere(Page page) {
        assertThat(page.links()).allSatisfy(link -> assertThat(link).exists());
    }

    /** {@code docs/credentials.md} has a {@link CredentialsPageTest}. */
    @ParameterizedTest
    @MethodSource("pages")
    void whereMessagesAreShownATestHasDbmPrintThem(Page page) {
        if (!page.messages().isEmpty()) {
            String name = page.toString().replace(".md", "");
            String test =
                    "io.dbm.it."
                            + name.substring(0, 1).toUpperCase(Locale.ROOT)
                            + name.substring(1)
                            + "PageTest";
            assertThatCode(() -> Class.forName(test)).doesNotThrowAnyException();
        }
    }
}
