package io.dbm.doctor;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the answer is shown on.
 *
 * @param colours whether it shows colours
 * @param width in characters; a file or a pipe is as wide as it needs to be
 */
record Terminal(boolean colours, int width) {

    private static final int USUAL_WIDTH = 80;

    /** Anything that is no terminal. */
    static Terminal none() {
        return new Terminal(false, Integer.MAX_VALUE);
    }

    /** Finds out what this JVM writes to. */
    static Terminal ofThisProcess() {
        Map<String, String> environment = System.getenv();
        Optional<Integer> said = number(environment.get("COLUMNS"));
        if (!isThere()) {
            return new Terminal(false, said.orElse(Integer.MAX_VALUE));
        }
        return new Terminal(
                showsColours(environment), said.or(Terminal::measured).orElse(USUAL_WIDTH));
    }

    /** See no-color.org. */
    static boolean showsColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** From JDK 22 on there is a console even where there is no terminal; it can be asked then. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException earlierJdk) {
            return true;
        }
    }

    /** Java does not know; the command does, where there is one. */
    private static Optional<Integer> measured() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroy();
                return Optional.empty();
            }
            String[] size =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip()
                            .split(" ", -1);
            return number(size[size.length - 1]);
        } catch (IOException noSuchCommand) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(each -> each.matches("[1-9]\\d{0,5}"))
                .map(Integer::valueOf);
    }
}
