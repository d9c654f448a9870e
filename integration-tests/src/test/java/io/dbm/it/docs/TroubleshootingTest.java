package io.dbm.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each message on the page is what dbm says when the same goes wrong for real. */
class TroubleshootingTest {

    private static final String PAGE = "docs/troubleshooting.md";

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> thePageShowsWhatDbmSays() {
        return new Situations(folder)
                .all().entrySet().stream()
                        .map(
                                each ->
                                        DynamicTest.dynamicTest(
                                                each.getKey(),
                                                () ->
                                                        Shown.assertShown(
                                                                PAGE,
                                                                each.getKey(),
                                                                each.getValue().said(),
                                                                folder)));
    }

    @Test
    void everyMessageOfThePageIsBroughtAbout() throws IOException {
        assertThat(new Situations(folder).all().keySet())
                .containsExactlyInAnyOrderElementsOf(Shown.names(PAGE));
    }
}
