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

/** What the README alone says is true; {@link PagesTest} is for all pages. */
class ReadmeTest {

    private static final Page PAGE = Page.readme();

    @Test
    void theProviderThatItShowsIsTheOneThatTheTestsUse() throws IOException {
        String tested =
                Files.readString(
                        Page.ROOT.resolve("dbm-core/src/test/java/com/example/h2/H2Provider.java"));
        String body = tested.substring(tested.indexOf("public final class"));
        assertThat(PAGE.blocks("java")).contains(body);
    }

    @Test
    void theMavenBlockNamesThisVersionAndModulesThatExist() throws Exception {
        String block = PAGE.blocks("xml").get(0);
        String pom = Files.readString(Page.ROOT.resolve("pom.xml"));
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
            assertThat(Page.ROOT.resolve(artifacts.item(i).getTextContent()).resolve("pom.xml"))
                    .exists();
        }
    }

    @Test
    void everyArtifactOfTheTableIsInTheBom() throws IOException {
        String bom = Files.readString(Page.ROOT.resolve("dbm-bom/pom.xml"));
        Matcher row = Pattern.compile("(?m)^\\| `io\\.dbm:(\\S+)` \\|").matcher(PAGE.text());
        int rows = 0;
        for (; row.find(); rows++) {
            assertThat(bom).contains("<artifactId>" + row.group(1) + "</artifactId>");
        }
        assertThat(rows).isEqualTo(10);
    }

    @Test
    void theTestCommandIsTheOneThatContinuousIntegrationRuns() throws IOException {
        String tests = PAGE.text().substring(PAGE.text().indexOf("\n## Tests"));
        Matcher block = Page.BLOCK.matcher(tests);
        assertThat(block.find()).isTrue();
        assertThat(Files.readAllLines(Page.ROOT.resolve(".ci/run")))
                .endsWith(block.group(2).strip());
    }

    private static String first(String xml, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">(.*?)<").matcher(xml);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
