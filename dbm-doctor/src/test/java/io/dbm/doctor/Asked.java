package io.dbm.doctor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the doctor said.
 *
 * @param code the exit code
 * @param out what went to the standard output
 * @param err what went to the standard error
 */
record Asked(int code, String out, String err) {

    /** Asks it in this JVM. */
    static Asked doctor(Terminal terminal, Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                new Doctor(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8),
                                terminal)
                        .run(List.of(words).stream().map(Object::toString).toList());
        return new Asked(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Asked doctor(Object... words) {
        return doctor(Terminal.none(), words);
    }

    /**
     * Each run has other ports and times, and columns of other widths. On a loaded machine, dbm's
     * own limit may come before the driver's, which begins later.
     */
    static String withoutChance(String text) {
        return text.replaceAll("localhost:\\d+", "localhost:5432")
                .replaceAll("\\d+(\\.\\d)? m?s(?![a-z])", "12 ms")
                .replace(
                        "no answer within 12 ms\n",
                        "no answer from localhost:5432: Connection attempt timed out.\n")
                .replaceAll("(?<=\\S) {2,}", "  ");
    }
}
