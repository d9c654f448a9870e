package io.dbm.examples.transfer;

import java.io.PrintStream;

/** What is printed, and how many transfers have moved money until now. */
final class Story {

    private final PrintStream out;
    private final Books books;
    private int transfers;

    Story(PrintStream out, Books books) {
        this.out = out;
        this.books = books;
    }

    void title(String title) {
        out.println();
        out.println(title);
    }

    void say(String line) {
        out.println("  " + line);
    }

    /** Notes that transfers have moved money, as far as the application was told. */
    void moved(int more) {
        transfers += more;
    }

    /** Prints the figures that the database has, and fails unless all of them are right. */
    void audit() {
        say("=> " + books.audit(transfers));
    }
}
