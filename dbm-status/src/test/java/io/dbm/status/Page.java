package io.dbm.status;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import io.dbm.DatabaseManager;
import io.dbm.core.Dbm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a manager, as somebody sees it who looks from outside. */
final class Page {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Pattern LOGGED = Pattern.compile("event=status_page url=(\\S+)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI root;

    private Page(URI root) {
        this.root = root;
    }

    /** The name of a database that no other test uses. */
    static String freshDatabase() {
        return "status" + DATABASES.incrementAndGet();
    }

    static Config parse(String hocon) {
        return ConfigFactory.parseString(
                hocon, ConfigParseOptions.defaults().setOriginDescription("app.conf"));
    }

    /** Loads a manager whose page is at a port that the system picks. */
    static DatabaseManager load(String connections) {
        return Dbm.load(config(connections));
    }

    static Config config(String connections) {
        return parse(
                "dbmanager { status { enabled = true, port = 0 }, connections { "
                        + connections
                        + " } }");
    }

    /** Takes a step in which a page is started, and returns it as soon as the log tells where. */
    static Page startedBy(Runnable step) throws InterruptedException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        Thread starter = new Thread(step);
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            starter.start();
            await(
                    () ->
                            !starter.isAlive()
                                    || LOGGED.matcher(log.toString(StandardCharsets.UTF_8)).find());
        } finally {
            System.setErr(before);
        }
        Matcher logged = LOGGED.matcher(log.toString(StandardCharsets.UTF_8));
        if (!logged.find()) {
            throw new AssertionError(
                    "no page was started: " + log.toString(StandardCharsets.UTF_8));
        }
        return new Page(URI.create(logged.group(1)));
    }

    /** Connects, and returns the page when everything is open. */
    static Page of(DatabaseManager manager) throws InterruptedException {
        Page page = startedBy(manager::connect);
        await(() -> manager.health().isReady());
        return page;
    }

    int port() {
        return root.getPort();
    }

    HttpResponse<String> get(String path) {
        return request("GET", path);
    }

    HttpResponse<String> request(String method, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(root.resolve(path))
                        .timeout(Duration.ofSeconds(20))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Config json(String path) {
        return ConfigFactory.parseString(
                get(path).body(), ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
    }

    /** Waits for a condition that another thread will bring about. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("the condition did not come true");
            }
            Thread.sleep(2);
        }
    }
}
