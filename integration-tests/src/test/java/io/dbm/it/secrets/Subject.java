package io.dbm.it.secrets;

import io.dbm.NamedConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A type of database, and what brings it to say all that it can. */
interface Subject extends AutoCloseable {

    /** Returns the settings of connections that work, with the secret at different places. */
    List<String> working();

    /** Returns settings that cannot be opened or are refused, by what is wrong with them. */
    Map<String, String> failing();

    /** Returns the settings of one that reads the secret from a file, if there are users. */
    default Optional<String> reading(Path file) {
        return Optional.empty();
    }

    /** Lets the server know another secret. */
    default void setSecret(String secret) throws Exception {}

    /** Runs statements through every access layer, also ones that fail. */
    void use(NamedConnection connection, Printer printer);

    /**
     * Lets the server admit nobody any more, or be gone.
     *
     * @return whether there is a server
     */
    boolean breakDown() throws Exception;

    /** Undoes {@link #breakDown}. */
    void mend() throws Exception;
}
