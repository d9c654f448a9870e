package io.dbm.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.nio.file.Path;

/** Makes bundles by bnd, as the files in {@code src/test/bnd} and the page on OSGi say. */
final class Bundles {

    private static final Path FILES = Path.of("src/test/bnd");

    private final Path folder;

    Bundles(Path folder) {
        this.folder = folder;
    }

    /** Makes a bundle of a library's jar that is none. */
    Path wrap(String artifact) throws Exception {
        Path library = Jars.of(artifact);
        String name = library.getFileName().toString();
        String version = name.substring(artifact.length() + 1, name.length() - ".jar".length());
        try (Builder builder = builder("wrap")) {
            builder.setJar(library.toFile());
            builder.setBundleSymbolicName(artifact);
            builder.setBundleVersion(version);
            return build(builder, artifact);
        }
    }

    /**
     * Makes a bundle of all that is in a folder, as a build does.
     *
     * @param properties the name of their file
     */
    Path of(Path classes, String properties, Path... libraries) throws Exception {
        try (Builder builder = builder(properties, libraries)) {
            builder.setJar(classes.toFile());
            return build(builder, properties);
        }
    }

    /** Makes a bundle of the application: some of the tests' classes, and a file. */
    Path application(Path configuration, Path classes, Path... libraries) throws Exception {
        try (Builder builder = builder("application", libraries)) {
            builder.setProperty("application.conf", configuration.toAbsolutePath().toString());
            builder.addClasspath(classes.toFile());
            return build(builder, "application");
        }
    }

    private static Builder builder(String properties, Path... libraries) throws Exception {
        Builder builder = new Builder();
        builder.setProperties(FILES.resolve(properties + ".bnd").toFile());
        for (Path each : libraries) {
            builder.addClasspath(each.toFile());
        }
        return builder;
    }

    private Path build(Builder builder, String name) throws Exception {
        Jar jar = builder.build();
        assertThat(builder.getErrors()).isEmpty();
        Path file = folder.resolve(name + ".jar");
        jar.write(file.toFile());
        return file;
    }
}
