package io.dbm.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page says that dbm prints: blocks of text, before each of which a comment names it. To
 * write them anew after a change: {@code ./mvnw verify -Dreadme.write=true}.
 */
final class Shown {

    private static final Pattern BLOCK =
            Pattern.compile("<!-- says (\\S+) -->\\n```text\\n(.*?)\\n```", Pattern.DOTALL);

    private Shown() {}

    /** Returns what the blocks of a page are called. */
    static Set<String> names(String page) throws IOException {
        return BLOCK.matcher(Page.of(page).text())
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.toSet());
    }

    /** Checks that a page shows what was printed. */
    static void assertShown(String page, String name, String printed, Path folder)
            throws IOException {
        String text = Page.of(page).text();
        MatchResult block =
                BLOCK.matcher(text)
                        .results()
                        .filter(each -> each.group(1).equals(name))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(page + " does not show " + name));
        String expected = withoutChance(printed, folder);
        if (Boolean.getBoolean("readme.write")) {
            String written =
                    text.substring(0, block.start(2)) + expected + text.substring(block.end(2));
            Files.writeString(Page.file(page), written);
        } else {
            assertThat(block.group(2)).isEqualTo(expected);
        }
    }

    /** Each run has other ports, durations, folders and objects. */
    private static String withoutChance(String printed, Path folder) {
        String text = printed.replace(folder.toString(), "/srv/shop");
        text = text.replaceAll("localhost:\\d+", "localhost:5432");
        text = text.replaceAll(" in \\d+ ms", " in 12 ms");
        text = text.replaceAll("since \\d{4}-\\S+Z", "since 2026-03-01T10:15:30Z");
        return text.replaceAll(
                "@\\p{XDigit}+ on thread .*?,",
                Matcher.quoteReplacement("@3fb685af on thread main,"));
    }
}
