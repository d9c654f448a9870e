package io.dbm.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the README shows of the doctor. */
final class Readme {

    private static final String BEFORE = "<!-- says doctor -->\n```text\n";

    private Readme() {}

    static String shown() throws IOException {
        String text = Files.readString(Path.of("../README.md"));
        int start = text.indexOf(BEFORE) + BEFORE.length();
        return text.substring(start, text.indexOf("```", start));
    }
}
