package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the README shows is true. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final String IMPORTS =
            Stream.of(
                            "com.typesafe.config.ConfigFactory",
                            "io.dbm.*",
                            "io.dbm.core.Dbm",
                            "io.dbm.it.AccountMapper",
                            "io.dbm.spi.*",
                            "java.sql.Connection",
                            "java.sql.Statement",
                            "java.time.Duration",
                            "java.util.List",
                            "javax.sql.DataSource",
                            "org.apache.ibatis.session.SqlSessionFactory",
                            "org.h2.jdbcx.JdbcDataSource",
                            "org.jdbi.v3.core.Handle",
                            "org.jdbi.v3.core.Jdbi",
                            "org.jdbi.v3.core.statement.Slf4JSqlLogger")
                    .map(name -> "import " + name + ";\n")
                    .reduce("", String::concat);

    @TempDir Path folder;

    @Test
    void everyHoconBlockIsAValidConfiguration() throws IOException {
        List<String> blocks = blocks("hocon");
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            Config password = ConfigFactory.parseString("DB_PASSWORD = secret");
            Config config = ConfigFactory.parseString(block).withFallback(password);
            try (DatabaseManager manager = Dbm.load(config)) {
                assertThat(manager.connections()).isNotEmpty();
            }
        }
    }

    @Test
    void everyJavaBlockCompiles() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String block : blocks("java")) {
            sources.add(source(block, sources.size()));
        }
        assertThat(sources).hasSizeGreaterThan(3);
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

    @Test
    void theProviderThatItShowsIsTheOneThatTheTestsUse() throws IOException {
        String tested =
                Files.readString(
                        ROOT.resolve("dbm-core/src/test/java/com/example/h2/H2Provider.java"));
        String body = tested.substring(tested.indexOf("public final class"));
        assertThat(blocks("java")).contains(body);
    }

    @Test
    void theMavenBlockNamesThisVersionAndModulesThatExist() throws Exception {
        String block = blocks("xml").get(0);
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(pom).contains("<version>" + first(block, "version") + "</version>");
        NodeList artifacts =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new InputSource(
                                        new StringReader("<project>" + block + "</project>")))
                        .getElementsByTagName("artifactId");
        assertThat(artifacts.getLength()).isPositive();
        for (int i = 0; i < artifacts.getLength(); i++) {
            assertThat(ROOT.resolve(artifacts.item(i).getTextContent()).resolve("pom.xml"))
                    .exists();
        }
    }

    @Test
    void everyArtifactOfTheTableIsInTheBom() throws IOException {
        String bom = Files.readString(ROOT.resolve("dbm-bom/pom.xml"));
        Matcher row = Pattern.compile("(?m)^\\| `io\\.dbm:(\\S+)` \\|").matcher(readme());
        int rows = 0;
        for (; row.find(); rows++) {
            assertThat(bom).contains("<artifactId>" + row.group(1) + "</artifactId>");
        }
        assertThat(rows).isEqualTo(10);
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
        String tests = readme().substring(readme().indexOf("\n## Tests"));
        Matcher block = BLOCK.matcher(tests);
        assertThat(block.find()).isTrue();
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).endsWith(block.group(2).strip());
    }

    @Test
    void everyLinkWithinTheTreeLeadsSomewhere() throws IOException {
        Matcher link = Pattern.compile("\\]\\((?!http)([^)#]+)").matcher(readme());
        int links = 0;
        for (; link.find(); links++) {
            assertThat(ROOT.resolve(link.group(1))).exists();
        }
        assertThat(links).isPositive();
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(readme())
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static String first(String xml, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">(.*?)<").matcher(xml);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
