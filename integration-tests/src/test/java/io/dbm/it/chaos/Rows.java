package io.dbm.it.chaos;

/** How many rows there are of one write, in the two tables that it goes to. */
record Rows(int entries, int postings) {

    static final Rows NONE = new Rows(0, 0);

    /** Whether it is there more than once. */
    boolean isMoreThan(Rows whole) {
        return entries > whole.entries || postings > whole.postings;
    }
}
