package io.dbm.status;

import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By which names a request may ask for the site. What listens for its own machine alone answers to
 * no name that anybody could have given that machine: a web page elsewhere can have its own name
 * lead to 127.0.0.1, and would then be allowed to read what its visitor's browser is answered.
 */
final class HostNames {

    /** An address, which no name server can redirect, or the one name that browsers know. */
    private static final Pattern OF_THIS_MACHINE =
            Pattern.compile(
                    "(localhost|[0-9.]+|\\[[0-9a-f:.%]+\\])(:[0-9]*)?", Pattern.CASE_INSENSITIVE);

    static final String REFUSAL =
            "at a loopback address this page is asked for as localhost or by an address, so that no"
                    + " other site can read it through a visitor's browser; have a proxy send such a"
                    + " Host";

    private final boolean isForThisMachine;

    /** Where the site listens. */
    HostNames(InetAddress bound) {
        this.isForThisMachine = bound.isLoopbackAddress();
    }

    /**
     * Whether to answer.
     *
     * @param host the header of a request; no browser leaves it out
     */
    boolean isOwn(@Nullable String host) {
        return !isForThisMachine || host == null || OF_THIS_MACHINE.matcher(host).matches();
    }
}
