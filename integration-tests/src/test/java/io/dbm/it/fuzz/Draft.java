package io.dbm.it.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A configuration file on its way to being spoilt. */
final class Draft {

    /** A line {@code key = value}, whose value ends on it. */
    private static final String SETTING = "\\s*[^={}]+ = [^{]+|\\s*[^={}]+ = \\{[^{]*\\}";

    /** The settings and what surrounds them. */
    final List<String> lines;

    /** What the lines are written in. */
    Charset charset = StandardCharsets.UTF_8;

    private final List<ByteChange> changes = new ArrayList<>();

    /** Changes the bytes that are written. */
    @FunctionalInterface
    interface ByteChange {
        byte[] apply(byte[] bytes);
    }

    Draft(String text) {
        lines = new ArrayList<>(text.lines().toList());
    }

    void change(ByteChange change) {
        changes.add(change);
    }

    /** Returns the place of any line. */
    int anyLine(Random random) {
        return random.nextInt(lines.size());
    }

    /** Returns the places of all lines {@code key = value}. */
    int[] settings() {
        return IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).matches(SETTING))
                .toArray();
    }

    String key(int line) {
        return lines.get(line).substring(0, lines.get(line).indexOf(" = "));
    }

    String value(int line) {
        return lines.get(line).substring(lines.get(line).indexOf(" = ") + 3);
    }

    void set(int line, String key, String value) {
        lines.set(line, key + " = " + value);
    }

    byte[] bytes() {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(charset);
        for (ByteChange change : changes) {
            bytes = change.apply(bytes);
        }
        return bytes;
    }

    /** Returns bytes with others in place of some. */
    static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.write(bytes, 0, from);
        spliced.writeBytes(instead);
        spliced.write(bytes, to, bytes.length - to);
        return spliced.toByteArray();
    }
}
