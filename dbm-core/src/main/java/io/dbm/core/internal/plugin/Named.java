package io.dbm.core.internal.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A plugin, as errors name it.
 *
 * @param className its class
 * @param location the jar or folder that it comes from, if known
 * @param inFolder whether it is from a folder of plugins
 */
record Named(String className, Optional<String> location, boolean inFolder) {

    static Named of(Class<?> plugin) {
        Class<?> type =
                plugin.isHidden() ? plugin.getNestHost() : plugin; // of a lambda, who has it
        return new Named(type.getName(), Location.of(type), PluginLoader.of(type).isPresent());
    }

    /** Finds the plugin whose class cannot be loaded, which the error itself does not tell. */
    static Optional<Named> unloadable(Class<?> service, ClassLoader loader, Throwable failure) {
        String file = "META-INF/services/" + service.getName();
        try {
            for (URL each : Collections.list(loader.getResources(file))) {
                for (String name : names(each)) {
                    if (fails(name, loader, failure)) {
                        Optional<String> place = Location.holding(each, file);
                        return Optional.of(new Named(name, place, loader instanceof PluginLoader));
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            // the error says what it says
        }
        return Optional.empty();
    }

    private static List<String> names(URL file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(Location.open(file), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").trim())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static boolean fails(String name, ClassLoader loader, Throwable failure) {
        try {
            Class.forName(name, false, loader);
            return false;
        } catch (ClassNotFoundException e) {
            return false;
        } catch (LinkageError e) {
            return String.valueOf(e.getMessage()).equals(failure.getMessage());
        }
    }

    @Override
    public String toString() {
        return "the plugin " + className + location.map(jar -> " in " + jar).orElse("");
    }
}
