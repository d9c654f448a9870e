package io.dbm.it.reference;

import static io.dbm.it.reference.Managers.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** That user and password are those that something else than the configuration says. */
final class LoginEvidence {

    private LoginEvidence() {}

    /**
     * Connects with what a file holds, and is refused with what it holds then.
     *
     * @param settings without a user, who is {@code app}
     */
    static void theFileHoldsThePassword(String settings, String password, String refusal)
            throws Exception {
        Path file = Files.createTempFile("password", "");
        try {
            String all = settings + "user = app, password-file = \"" + file + "\"\n";
            Files.writeString(file, password + "\n");
            Managers.connect(all).close();
            Files.writeString(file, "wrong");
            assertThat(refusal(all)).startsWith(refusal);
        } finally {
            Files.delete(file);
        }
    }

    /** Connects as who the plugin says, and is refused as somebody else. */
    static void thePluginLogsIn(String settings, String password, String refusal) {
        String plugin = settings + "credentials { provider = word, word = " + password;
        Managers.connect(plugin + ", name = app }").close();
        assertThat(refusal(plugin + ", name = nobody }")).startsWith(refusal);
    }
}
