package io.dbm.it.fuzz;

import io.dbm.it.fuzz.Trial.Outcome;
import io.dbm.it.fuzz.Trial.Way;
import io.dbm.it.secrets.Printer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Spoils configuration files and loads them: a program of its own, so that what is logged is set
 * from its start and nobody else starts threads.
 */
final class FuzzRun {

    private static final List<String> SEED_FILES =
            List.of("postgres", "sqlite", "mssql", "mongodb", "mixed");

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int MOST_MUTATIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long SECONDS_TO_END = 10;

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Printer printer = new Printer();
    private final Path folder;
    private final long seed;
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<Mutation, Map<Outcome, Integer>> counts = new EnumMap<>(Mutation.class);
    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private Set<Thread> threads = Set.of();

    private FuzzRun(Path folder, long seed) throws IOException {
        this.folder = folder;
        this.seed = seed;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        for (String name : SEED_FILES) {
            try (InputStream text = FuzzRun.class.getResourceAsStream("/fuzz/" + name + ".conf")) {
                texts.put(name, new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Takes a folder, the seed, the number of the first case and how many there are. */
    public static void main(String[] arguments) throws Exception {
        FuzzRun run = new FuzzRun(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        int first = Integer.parseInt(arguments[2]);
        run.logEverything();
        run.warmUp();
        for (int number = first; number < first + Integer.parseInt(arguments[3]); number++) {
            run.once(number);
        }
        run.counts.forEach((mutation, each) -> run.out.println(mutation + " " + each));
        run.out.println("the run is complete: " + run.outcomes);
        System.exit(0);
    }

    private void logEverything() {
        PrintStream capturing = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capturing);
        System.setErr(capturing);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        for (String quiet : List.of("java", "javax", "jdk", "sun", "com.sun")) {
            Logger.getLogger(quiet).setLevel(Level.INFO);
        }
    }

    /** Each file as it is can be loaded; what the JVM starts for good is there from now on. */
    private void warmUp() throws Exception {
        for (String name : SEED_FILES) {
            for (Way way : Way.values()) {
                write(texts.get(name).getBytes(StandardCharsets.UTF_8));
                threads = Set.of();
                Outcome outcome =
                        new Trial(
                                        folder.resolve("application.conf"),
                                        way,
                                        printer,
                                        Duration.ofMinutes(1),
                                        () -> {})
                                .run();
                if (outcome != (name.equals("sqlite") ? Outcome.CONNECTED : Outcome.LOADED)) {
                    out.println("FAILED: " + name + " as it is: " + outcome + "\n" + printed);
                }
                printed.reset();
            }
        }
        threads = threads();
    }

    private void once(int number) throws IOException {
        Random random = new Random(seed * 1_000_003 + number);
        String name = Wrong.any(SEED_FILES, random);
        Draft draft = new Draft(texts.get(name));
        List<Mutation> mutations = new ArrayList<>();
        for (int i = random.nextInt(MOST_MUTATIONS); i >= 0; i--) {
            Mutation mutation = Wrong.any(Mutation.values(), random);
            if (!draft.lines.isEmpty() && draft.settings().length > 0) {
                mutation.apply(draft, random);
                mutations.add(mutation);
            }
        }
        Way way = Wrong.any(Way.values(), random);
        byte[] bytes = draft.bytes();
        write(bytes);
        printed.reset();
        String failure = "";
        boolean loaded = false;
        try {
            Path file = folder.resolve("application.conf");
            Outcome outcome = new Trial(file, way, printer, PATIENCE, this::nothingIsOpen).run();
            loaded = outcome != Outcome.REFUSED;
            outcomes.merge(outcome, 1, Integer::sum);
            mutations.forEach(
                    it ->
                            counts.computeIfAbsent(it, key -> new EnumMap<>(Outcome.class))
                                    .merge(outcome, 1, Integer::sum));
            nothingIsLeft();
        } catch (Throwable e) {
            failure = stackTrace(e);
        }
        String leaks =
                printed.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains("hush"))
                        .distinct()
                        .collect(Collectors.joining("\n"));
        if (!leaks.isEmpty() && Places.areSeen(folder.resolve("application.conf"), loaded)) {
            leaks = "";
        }
        if (!leaks.isEmpty() || !failure.isEmpty()) {
            out.printf(
                    "FAILED: seed %d, case %d: %s, %s, %s%n%s%n%s%n",
                    seed, number, name, way, mutations, cut(failure), cut(leaks));
            Files.write(folder.resolve("failed-" + seed + "-" + number + ".conf"), bytes);
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String cut(String text) {
        return text.length() < 4000 ? text : text.substring(0, 4000) + "…";
    }

    private void write(byte[] application) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectories(data);
        String text = new String(application, StandardCharsets.ISO_8859_1);
        text =
                text.replace("@port@", String.valueOf(server.socket().getLocalPort()))
                        .replace("@folder@", folder.toString());
        Files.write(folder.resolve("application.conf"), text.getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(folder.resolve("included.conf"), "dbmanager.query-timeout = 10s\n");
        Files.writeString(folder.resolve("loop.conf"), "include \"loop\"\na = 1\n");
        Files.writeString(folder.resolve("broken.conf"), "a = \"HushHush\n{HushHush ] }\n");
    }

    private static Set<Thread> threads() {
        Thread[] all = new Thread[1_000];
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        int count = group.enumerate(all);
        return Stream.of(all)
                .limit(count)
                .filter(it -> !it.getName().startsWith("ForkJoinPool.commonPool"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void nothingIsOpen() {
        Set<Thread> started = threads();
        started.removeAll(threads);
        if (!started.isEmpty()) {
            throw new AssertionError("load() has started " + started);
        }
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            if (server.accept() != null || files.findAny().isPresent()) {
                throw new AssertionError("load() has opened something");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void nothingIsLeft() throws Exception {
        long end = System.nanoTime() + SECONDS_TO_END * 1_000_000_000;
        String left = left();
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("there is left: " + left);
            }
            Thread.sleep(1);
            left = left();
        }
    }

    private String left() throws IOException {
        Set<Thread> started = threads();
        started.removeAll(threads);
        List<Path> open = new ArrayList<>();
        if (Files.exists(DESCRIPTORS)) {
            try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
                for (Path descriptor : descriptors.toList()) {
                    try {
                        Path target = Files.readSymbolicLink(descriptor);
                        if (target.startsWith(folder.resolve("data"))) {
                            open.add(target);
                        }
                    } catch (IOException closed) {
                        // it was the one of the listing
                    }
                }
            }
        }
        return started.isEmpty() && open.isEmpty() ? "" : started + " " + open;
    }
}
