package io.dbm.it.secrets;

import io.dbm.NamedConnection;
import java.util.List;
import java.util.Map;

/** A type of database, and what brings it to say all that it can. */
interface Subject extends AutoCloseable {

    /** Returns the settings of connections that work, with the secret at different places. */
    List<String> working();

    /** Returns settings that cannot be opened or are refused, by what is wrong with them. */
    Map<String, String> failing();

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
