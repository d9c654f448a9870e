package io.dbm.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page for users: the README, or one in {@code docs}. */
record Page(Path file) {

    static final Path ROOT = Path.of("..");
    static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)");

    static Page readme() {
        return new Page(ROOT.resolve("README.md"));
    }

    static Page of(String name) {
        return new Page(ROOT.resolve("docs").resolve(name));
    }

    static Stream<Page> all() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Page> pages =
                    docs.filter(file -> file.toString().endsWith(".md")).map(Page::new).toList();
            return Stream.concat(Stream.of(readme()), pages.stream());
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the blocks of code in one language. */
    List<String> blocks(String language) {
        return BLOCK.matcher(text())
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /**
     * Returns what the page says that dbm says: its blocks of {@code text}. How long something took
     * is left out.
     */
    List<String> messages() {
        return blocks("text").stream().map(Page::message).toList();
    }

    /** Returns a message as {@link #messages} does. */
    static String message(String text) {
        return text.strip().replaceAll("\\d+ ms", "N ms");
    }

    /** Returns the files within the tree that it leads to. */
    List<Path> links() {
        Matcher link = LINK.matcher(text());
        return link.results().map(it -> file.resolveSibling(it.group(1))).toList();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
