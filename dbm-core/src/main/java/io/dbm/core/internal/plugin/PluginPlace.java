package io.dbm.core.internal.plugin;

/**
 * Where plugins are, beside the class path.
 *
 * @param written the folder, as it was named; a relative one starts in the working directory
 * @param origin where it was named: file and line, or what code has said it
 * @param fromFile whether the file named it
 */
public record PluginPlace(String written, String origin, boolean fromFile) {}
