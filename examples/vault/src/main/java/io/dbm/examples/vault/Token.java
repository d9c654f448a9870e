package io.dbm.examples.vault;

import io.dbm.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is shown to Vault: written in the configuration, or in a file that Vault's agent renews. */
record Token(Optional<Secret> written, Optional<Path> file) {

    String read() throws IOException {
        return file.isPresent()
                ? Files.readString(file.get()).strip()
                : written.map(Secret::reveal).orElse("");
    }
}
