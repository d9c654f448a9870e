package com.example.jars;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Makes a plugin's jar, as its author would ship it, out of what the tests run with. */
public final class PluginJar {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    /** Makes an empty one. */
    public PluginJar() {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** Adds an attribute of the manifest. */
    public PluginJar manifest(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Says who implements a service. */
    public PluginJar provides(Class<?> service, String... implementations) {
        return with(
                "META-INF/services/" + service.getName(),
                String.join("\n", implementations).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a class with those that are nested in it. */
    public PluginJar with(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/');
        return withAll(whereIs(type), entry -> entry.matches(name + "(\\$.*)?\\.class"));
    }

    /** Adds all that stands where a class comes from, services too. */
    public PluginJar withAllBeside(Class<?> type) throws IOException {
        return withAll(whereIs(type), entry -> !entry.equals("META-INF/MANIFEST.MF"));
    }

    /** Adds all in a folder. */
    public PluginJar withAll(Path folder) throws IOException {
        return withAll(folder, entry -> true);
    }

    private PluginJar withAll(Path place, Predicate<String> which) throws IOException {
        if (Files.isDirectory(place)) {
            add(place, which);
            return this;
        }
        try (FileSystem jar =
                FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), Map.of())) {
            add(jar.getPath("/"), which);
        }
        return this;
    }

    private void add(Path root, Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String entry = root.relativize(file).toString().replace('\\', '/');
                if (which.test(entry)) {
                    with(entry, Files.readAllBytes(file));
                }
            }
        }
    }

    /** Adds any entry. */
    public PluginJar with(String entry, byte[] content) {
        entries.put(entry, content);
        return this;
    }

    /** Writes it, and makes the folder that it is to be in. */
    public Path write(Path jar) throws IOException {
        Files.createDirectories(jar.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                zip.putNextEntry(new JarEntry(each.getKey()));
                zip.write(each.getValue());
            }
        }
        return jar;
    }

    /** Copies the jar that a class comes from into a folder. */
    public static void copyOf(Class<?> library, Path folder) throws IOException {
        Path jar = whereIs(library);
        Files.createDirectories(folder);
        Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the jar or folder that a class comes from. */
    public static Path whereIs(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** Returns which of these jars this process has open; nothing is known outside of Linux. */
    public static List<Path> open(Path folder) throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.flatMap(PluginJar::target).filter(file -> file.startsWith(folder)).toList();
        }
    }

    private static Stream<Path> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor));
        } catch (IOException e) {
            return Stream.empty(); // it was closed meanwhile
        }
    }
}
