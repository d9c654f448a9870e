package io.dbm.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbm.it.Page;
import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The recipes name the keys whose change leaves a pool alone. */
class AdjustedKeysTest {

    @Test
    void theRecipesNameThem() throws IOException {
        String text = Page.of("docs/recipes.md").text();
        int from = text.indexOf("only these keys are different");
        String sentence = text.substring(from, text.indexOf(", or those of", from));
        assertThat(
                        Pattern.compile("`([\\w-]+)`")
                                .matcher(sentence)
                                .results()
                                .map((MatchResult key) -> key.group(1)))
                .containsExactlyInAnyOrderElementsOf(CommonKeys.BESIDE_THE_POOL);
    }
}
