package io.dbm.benchmarks.recovery;

/**
 * What one outage did to the callers of one pool.
 *
 * @param firstMillis from the database's return to the first good query
 * @param lastMillis until each caller had had one
 * @param failures how many borrows and queries failed, from the beginning of the outage
 * @param tries how many physical connections were tried, good ones included
 */
record Recovery(double firstMillis, double lastMillis, int failures, int tries) {

    @Override
    public String toString() {
        return "first %.0f ms, last %.0f ms, %d failures, %d tries"
                .formatted(firstMillis, lastMillis, failures, tries);
    }
}
