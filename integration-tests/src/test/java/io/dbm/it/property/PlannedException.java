package io.dbm.it.property;

/** What a script throws. */
final class PlannedException extends Exception {

    private static final long serialVersionUID = 1L;

    PlannedException() {
        super("as the script says");
    }
}
