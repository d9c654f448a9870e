package io.dbm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What the README alone says is true; {@link PagesTest} sees to its snippets. */
class ReadmeTest {

    private static final Pattern COMMAND = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @Test
    void itShowsConfigurationAndCode() throws IOException {
        assertThat(readme().blocks("hocon")).isNotEmpty();
        assertThat(readme().blocks("java")).hasSizeGreaterThan(3);
        assertThat(readme().links()).isNotEmpty();
    }

    @Test
    void theProviderThatItShowsIsTheOneThatTheTestsUse() throws IOException {
        String tested =
                Files.readString(
                        Page.file("dbm-core/src/test/java/com/example/h2/H2Provider.java"));
        String body = tested.substring(tested.indexOf("public final class"));
        assertThat(readme().blocks("java")).contains(body);
    }

    @Test
    void theMavenBlockNamesThisVersionAndModulesThatExist() throws Exception {
        String block = readme().blocks("xml").get(0);
        String pom = Files.readString(Page.file("pom.xml"));
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
            assertThat(Page.file(artifacts.item(i).getTextContent()).resolve("pom.xml")).exists();
        }
    }

    @Test
    void everyArtifactOfTheTableIsInTheBom() throws IOException {
        String bom = Files.readString(Page.file("dbm-bom/pom.xml"));
        Matcher row = Pattern.compile("(?m)^\\| `io\\.dbm:(\\S+)` \\|").matcher(readme().text());
        int rows = 0;
        for (; row.find(); rows++) {
            assertThat(bom).contains("<artifactId>" + row.group(1) + "</artifactId>");
        }
        assertThat(rows).isEqualTo(11);
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
        String text = readme().text();
        Matcher block = COMMAND.matcher(text.substring(text.indexOf("\n## Tests")));
        assertThat(block.find()).isTrue();
        assertThat(Files.readAllLines(Page.file(".ci/run"))).endsWith(block.group(1).strip());
    }

    private static String first(String xml, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">(.*?)<").matcher(xml);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static Page readme() throws IOException {
        return Page.of("README.md");
    }
}
