package io.dbm.it.chaos;

/**
 * What should have ended, and has not.
 *
 * @param inUse JDBC connections that nobody has given back, when no caller was left
 * @param waiting callers that the pool still counted then
 * @param sessions that the server had more than before, when the manager was closed
 * @param sockets that led through the network then
 */
record Remains(int inUse, int waiting, int sessions, int sockets) {

    boolean isNothing() {
        return inUse == 0 && waiting == 0 && sessions == 0 && sockets == 0;
    }
}
