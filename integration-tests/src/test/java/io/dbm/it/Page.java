package io.dbm.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path from the root of the tree, such as {@code docs/recipes.md}
 * @param text all of it
 */
public record Page(String path, String text) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!http)([^)#]+)");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- from (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

    /**
     * Lines of another file of the tree.
     *
     * @param file from the root of the tree
     * @param lines as the page shows them
     */
    record Excerpt(String file, String lines) {}

    /** Returns a page by its path from the root of the tree. */
    public static Page of(String path) throws IOException {
        return new Page(path, Files.readString(file(path)));
    }

    /** Returns the README, what it says of versions, and all of {@code docs}. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(List.of(of("README.md"), of("VERSIONING.md")));
        Path docs = file("docs");
        if (Files.isDirectory(docs)) {
            try (Stream<Path> files = Files.list(docs)) {
                for (Path page : files.filter(Page::isText).sorted().toList()) {
                    pages.add(of("docs/" + page.getFileName()));
                }
            }
        }
        return pages;
    }

    private static boolean isText(Path file) {
        return file.toString().endsWith(".md");
    }

    /** Finds a file by its path from the root of the tree. */
    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** Returns what stands between fences of that language. */
    public List<String> blocks(String language) {
        return BLOCK.matcher(text)
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

    /** Returns the blocks before which a comment says {@code from} which file they are. */
    List<Excerpt> excerpts() {
        return SHOWN.matcher(text)
                .results()
                .map(each -> new Excerpt(each.group(1), each.group(2)))
                .toList();
    }

    /** Returns where links within the tree lead. */
    List<Path> links() {
        Path folder = file(path).getParent();
        return LINK.matcher(text).results().map(link -> folder.resolve(link.group(1))).toList();
    }

    /** Shows which page. */
    @Override
    public String toString() {
        return path;
    }
}
