package com.example.jars;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources, as somebody else would have done elsewhere. */
public final class Compiler {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE =
            Pattern.compile("(?m)^public [\\w ]*(?:class|interface|enum) (\\w+)");

    private Compiler() {}

    /**
     * Compiles some.
     *
     * @param to the folder of the class files
     * @param first what goes before the class path of the tests
     */
    public static Path compile(Path to, List<Path> first, String... sources) throws IOException {
        Path folder = Files.createDirectories(to);
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            Path file =
                    folder.resolve(group(PACKAGE, source).replace('.', '/'))
                            .resolve(group(TYPE, source) + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source));
        }
        String path =
                Stream.concat(
                                first.stream().map(Path::toString),
                                Stream.of(System.getProperty("java.class.path")))
                        .collect(Collectors.joining(File.pathSeparator));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    manager,
                                    null,
                                    List.of("-proc:none", "-cp", path, "-d", folder.toString()),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            if (!compiled) {
                throw new AssertionError(said.toString());
            }
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return folder;
    }

    private static String group(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + source);
        }
        return matcher.group(1);
    }
}
