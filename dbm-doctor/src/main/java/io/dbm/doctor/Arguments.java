package io.dbm.doctor;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param file to be checked
 * @param names the connections to try; all of them if there is none
 * @param json whether the answer is for a program
 */
record Arguments(Path file, List<String> names, boolean json) {

    static final String USAGE =
            """
            usage: java -jar dbm-doctor.jar check FILE [--connection NAME]... [--json]

            Reads a configuration as an application does whose application.conf it is, tries every
            connection once and side by side, each within its connect-timeout, and says which of
            them can be used, and what to do about the others.

              --connection NAME  try this connection only; may be written more than once
              --json             print one JSON document in place of tables
              --help             print this
              --version          print the version

            Exit code: 0 if every connection that was tried can be used, 1 if one cannot, 2 if the
            file or the command is wrong, or the doctor itself fails. What an application has on its class path (mappers,
            plugins of its own, password providers) is added by
            java -cp dbm-doctor.jar:app.jar io.dbm.doctor.Doctor check FILE
            """;

    /** The command is not one. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    static Arguments parse(List<String> words) throws UsageException {
        Deque<String> left = new ArrayDeque<>(words);
        if (!"check".equals(left.poll())) {
            throw new UsageException("the first word must be 'check'");
        }
        @Nullable String file = null;
        List<String> names = new ArrayList<>();
        boolean json = false;
        while (!left.isEmpty()) {
            String word = left.remove();
            if (word.equals("--json")) {
                json = true;
            } else if (word.equals("--connection")) {
                names.add(name(left.poll()));
            } else if (word.startsWith("--connection=")) {
                names.add(name(word.substring("--connection=".length())));
            } else if (word.startsWith("-")) {
                throw new UsageException("there is no option " + word);
            } else if (file != null) {
                throw new UsageException("there must be one file only");
            } else {
                file = word;
            }
        }
        if (file == null || file.isEmpty()) {
            throw new UsageException("the file to check is missing");
        }
        return new Arguments(Path.of(file), List.copyOf(names), json);
    }

    private static String name(@Nullable String word) throws UsageException {
        if (word == null || word.isEmpty()) {
            throw new UsageException("--connection needs the name of one");
        }
        return word;
    }
}
