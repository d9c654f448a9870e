package io.dbm.it.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a release needs, beyond what works. */
class ReleaseTest {

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile(
                    "(?ms)^/\\*\\*(?:(?!\\*/).)*?^ \\* @since \\d+\\.\\d+\\.\\d+\\n \\*/\\n(?:@.+\\n)*"
                            + "public (?:\\w+ )*?(?:class|interface|record|enum|@interface) ");

    @Test
    void eachExportedTypeSaysSinceWhenItIsThere() throws IOException {
        List<Path> exported = new ArrayList<>();
        List<Path> silent = new ArrayList<>();
        for (Path module : Modules.published()) {
            for (Path source : Modules.sources(module)) {
                String text = Files.readString(source);
                if (!source.toString().contains("internal") && text.contains("\npublic ")) {
                    exported.add(source);
                    if (!PUBLIC_TYPE.matcher(text).find()) {
                        silent.add(source);
                    }
                }
            }
        }
        assertThat(exported).hasSizeGreaterThan(80);
        assertThat(silent).as("lack @since, with the version to come").isEmpty();
    }

    @Test
    void whatIsNotForUsersIsNeverDeployed() throws IOException {
        List<Path> published = Modules.published();
        for (Path module : Modules.all()) {
            boolean stays =
                    Files.readString(module.resolve("pom.xml"))
                            .contains("<maven.deploy.skip>true</maven.deploy.skip>");
            assertThat(stays).as("%s stays here", module).isEqualTo(!published.contains(module));
        }
        assertThat(published)
                .extracting(Modules::fileName)
                .containsExactly(
                        "dbm-access-jdbi",
                        "dbm-access-mybatis",
                        "dbm-api",
                        "dbm-bom",
                        "dbm-core",
                        "dbm-doctor",
                        "dbm-provider-mongo",
                        "dbm-provider-mssql",
                        "dbm-provider-postgres",
                        "dbm-provider-sqlite",
                        "dbm-status",
                        "dbm-tck");
    }

    /** The rest of what Maven Central asks for stands once, in the root pom.xml. */
    @Test
    void eachPublishedModuleHasANameAndADescription() throws IOException {
        for (Path module : Modules.published()) {
            String pom = Files.readString(module.resolve("pom.xml"));
            assertThat(pom)
                    .contains("<name>" + Modules.fileName(module) + "</name>")
                    .containsPattern("<description>.{20,}</description>");
        }
        String root = Files.readString(Page.file("pom.xml"));
        String ofAll = root.substring(0, root.indexOf("<modules>"));
        assertThat(Stream.of("licenses", "url", "developers", "scm"))
                .allSatisfy(each -> assertThat(ofAll).contains("<" + each));
    }
}
