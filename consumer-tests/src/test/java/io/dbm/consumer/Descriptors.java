package io.dbm.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes modules of jars that are none, as somebody would who wants an image of them.
 *
 * @param path the class path or module path with the jars, after the application's own classes
 * @param libraries an empty folder for copies of all of them
 * @param folder for what is needed meanwhile
 */
record Descriptors(String path, Path libraries, Path folder) {

    /** Returns the names of the modules that had no descriptor. */
    List<String> add() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String jar : path.split(File.pathSeparator, -1)) {
            if (jar.endsWith(".jar")) {
                Path source = Path.of(jar);
                jars.add(Files.copy(source, libraries.resolve(source.getFileName())));
            }
        }
        List<String> names = new ArrayList<>();
        for (Path jar : jars) {
            ModuleDescriptor found = ModuleFinder.of(jar).findAll().iterator().next().descriptor();
            if (found.isAutomatic()) {
                names.add(found.name());
                describe(found.name(), jar);
            }
        }
        return names.stream().sorted().toList();
    }

    private void describe(String module, Path jar) throws IOException {
        Path sources = folder.resolve(module);
        run(
                "jdeps",
                "--multi-release=17",
                "--ignore-missing-deps",
                "--module-path=" + libraries,
                "--generate-module-info=" + sources,
                jar.toString());
        Path source = moduleInfo(sources);
        // It is there for java.beans, which nothing uses here, and makes the image three times as
        // big.
        String text =
                Files.readString(source)
                        .replace("requires java.desktop", "requires static java.desktop");
        Files.writeString(source, text);
        Path classes = folder.resolve(module + ".classes");
        run(
                "javac",
                "--release=17",
                "--module-path=" + libraries,
                "--patch-module=" + module + "=" + jar,
                "-d",
                classes.toString(),
                source.toString());
        run("jar", "--update", "--file=" + jar, "-C", classes.toString(), "module-info.class");
    }

    private static Path moduleInfo(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(each -> each.endsWith("module-info.java"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void run(String tool, String... arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int exit = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
        assertThat(exit).as("exit code of %s; it said %s", tool, said).isZero();
    }
}
