package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import io.dbm.it.Page.Excerpt;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages show is true: the README's, and those of {@code docs}. */
class PagesTest {

    /** What a snippet need not import, since a reader knows what is meant. */
    private static final String IMPORTS =
            Stream.of(
                            "com.codahale.metrics.MetricRegistry",
                            "com.example.shop.AccountMapper",
                            "com.typesafe.config.ConfigFactory",
                            "com.zaxxer.hikari.HikariDataSource",
                            "io.dbm.*",
                            "io.dbm.core.Dbm",
                            "io.dbm.spi.*",
                            "io.opentelemetry.api.OpenTelemetry",
                            "io.opentelemetry.sdk.OpenTelemetrySdk",
                            "io.prometheus.client.CollectorRegistry",
                            "java.nio.file.Files",
                            "java.nio.file.Path",
                            "java.sql.Connection",
                            "java.sql.Statement",
                            "java.time.Duration",
                            "java.util.List",
                            "java.util.Map",
                            "java.util.concurrent.Callable",
                            "javax.sql.DataSource",
                            "org.apache.ibatis.session.SqlSessionFactory",
                            "org.h2.jdbcx.JdbcDataSource",
                            "org.jdbi.v3.core.Handle",
                            "org.jdbi.v3.core.Jdbi",
                            "org.jdbi.v3.core.statement.Slf4JSqlLogger")
                    .map(name -> "import " + name + ";\n")
                    .collect(Collectors.joining());

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n+");
    private static final Pattern TYPE =
            Pattern.compile(
                    "\\A(?:@\\w+\\s+)*(?:(?:public|final) )*(?:class|interface|record) (\\w+)");

    @TempDir Path folder;

    static List<Page> pages() throws IOException {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyHoconBlockIsAValidConfiguration(Page page) {
        for (String block : page.blocks("hocon")) {
            Config config = ConfigFactory.parseString(block).resolve(anyVariableIsSet());
            try (DatabaseManager manager = Dbm.load(config)) {
                assertThat(manager.connections()).as(block).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJavaBlockCompiles(Page page) throws IOException {
        List<Path> sources = new ArrayList<>();
        List<String> shown = page.excerpts().stream().map(Excerpt::lines).toList();
        for (String block : page.blocks("java")) {
            if (!shown.contains(block)) {
                sources.add(source(block, sources.size()));
            }
        }
        if (!sources.isEmpty()) {
            compile(sources);
        }
    }

    /** Some snippets are lines of a class that other tests compile and run. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockThatIsFromAFileStandsThere(Page page) throws IOException {
        for (Excerpt excerpt : page.excerpts()) {
            String file = Files.readString(Page.file(excerpt.file()));
            String lines = excerpt.lines().stripTrailing();
            assertThat(indentations(lines).filter(file::contains).findFirst())
                    .as("%s shows these lines of %s:\n%s", page, excerpt.file(), lines)
                    .isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkWithinTheTreeLeadsSomewhere(Page page) {
        assertThat(page.links()).allSatisfy(target -> assertThat(target).exists());
    }

    private static Stream<String> indentations(String lines) {
        return Stream.of(0, 4, 8, 12, 16)
                .map(depth -> lines.indent(depth).replaceAll("(?m)^ +$", "").stripTrailing());
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

    /** A block is a type, or else the body of a method that is given a manager if it makes none. */
    private Path source(String block, int number) throws IOException {
        String imports =
                IMPORT.matcher(block)
                        .results()
                        .map(each -> each.group())
                        .collect(Collectors.joining());
        String code = IMPORT.matcher(block).replaceAll("");
        Matcher type = TYPE.matcher(code);
        if (type.find()) {
            return Files.writeString(
                    folder.resolve(type.group(1) + ".java"), IMPORTS + imports + code);
        }
        boolean bringsManager = code.contains("DatabaseManager manager");
        String name = "Snippet" + number;
        return Files.writeString(
                folder.resolve(name + ".java"),
                IMPORTS
                        + imports
                        + "class "
                        + name
                        + " { void run("
                        + (bringsManager ? "" : "DatabaseManager manager")
                        + ") throws Exception {\n"
                        + code
                        + "} }\n");
    }

    /** Whatever a file takes from the environment is there. */
    private static ConfigResolveOptions anyVariableIsSet() {
        return ConfigResolveOptions.noSystem()
                .appendResolver(
                        new ConfigResolver() {
                            @Override
                            public ConfigValue lookup(String path) {
                                return ConfigValueFactory.fromAnyRef("secret");
                            }

                            @Override
                            public ConfigResolver withFallback(ConfigResolver fallback) {
                                return this;
                            }
                        });
    }
}
