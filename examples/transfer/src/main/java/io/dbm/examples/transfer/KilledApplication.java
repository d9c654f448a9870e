package io.dbm.examples.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** The second act: another JVM, on the same database, is killed in the middle of a transfer. */
record KilledApplication(Story story, Bank bank, Path folder, OptionalInt port) {

    private static final String MOVED = "moved";
    private static final String HALFWAY = "halfway";

    void play() throws Exception {
        story.title("2. The application is killed between debit and credit");
        Process victim = startVictim();
        try (BufferedReader reports = victim.inputReader(StandardCharsets.UTF_8)) {
            int moved = 0;
            for (String line = reports.readLine();
                    !HALFWAY.equals(line);
                    line = reports.readLine()) {
                if (!MOVED.equals(line)) {
                    throw new IOException("the other JVM says " + line);
                }
                moved++;
            }
            story.moved(moved);
            story.say(
                    "another JVM has moved money "
                            + moved
                            + " times, and stands between debit and credit");
            story.audit();
        } finally {
            victim.destroyForcibly().waitFor();
        }
        story.say("killed, with exit code " + victim.exitValue());
        story.audit();
        Transfer next = Transfer.of(10, "Ada", "Cy");
        next.runOnce(bank.primary());
        story.moved(1);
        story.say("its locks are gone too: " + next + " moved");
        story.audit();
    }

    private Process startVictim() throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.toString(),
                        Integer.toString(port.orElse(0)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** What the other JVM does. */
    static void beTheVictim(Path folder, OptionalInt port) throws Exception {
        try (Bank bank = Bank.open(folder, port)) {
            for (int i = 1; i <= 3; i++) {
                Transfer.of(i, "Bo", "Ada").runOnce(bank.primary());
                System.out.println(MOVED);
            }
            bank.halfway().then(KilledApplication::awaitTheEnd);
            Transfer.of(500, "Ada", "Bo").runOnce(bank.primary());
        }
    }

    /** Ends by itself if the one that is to kill it has ended. */
    private static void awaitTheEnd() {
        System.out.println(HALFWAY);
        try {
            int unused = System.in.read();
        } catch (IOException e) {
            // as if there was nothing to read
        }
        Runtime.getRuntime().halt(1);
    }
}
