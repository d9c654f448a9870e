package io.dbm.core.internal.settings;

import com.typesafe.config.ConfigOrigin;

/** Says where a value came from: the file and line, or the variable or property. */
public final class Origins {

    private Origins() {}

    public static String describe(ConfigOrigin origin) {
        String file = origin.filename();
        if (file == null && origin.url() != null) {
            file = "file".equals(origin.url().getProtocol()) ? origin.url().getPath() : null;
        }
        if (file == null) {
            file = origin.resource();
        }
        if (file == null) {
            return describe(origin.description());
        }
        return origin.lineNumber() > 0 ? file + ":" + origin.lineNumber() : file;
    }

    /** A value that was put together of several has an origin that names each of them. */
    private static String describe(String description) {
        String merged = "merge of ";
        return description.startsWith(merged)
                ? description.substring(merged.length())
                : description;
    }
}
