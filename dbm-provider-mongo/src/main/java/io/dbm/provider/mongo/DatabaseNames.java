package io.dbm.provider.mongo;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What MongoDB takes for the name of a database. */
final class DatabaseNames {

    /** What is wrong with another name. */
    static final String RULE = "is not a name of 1 to 63 bytes without / \\ . \" $ and blanks";

    private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\.\"$\\s\0]");

    private DatabaseNames() {}

    static boolean isValid(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= 63 && !FORBIDDEN.matcher(name).find();
    }
}
