package io.dbm.core.internal.linkage;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the parameters of a method as in Java, though their types may not be there. */
final class Parameters {

    private static final Map<String, String> PRIMITIVES =
            Map.of(
                    "B", "byte", "C", "char", "D", "double", "F", "float", "I", "int", "J", "long",
                    "S", "short", "Z", "boolean");

    private static final Pattern TYPE = Pattern.compile("(\\[*)(L[^;]+;|[BCDFIJSZ])");

    private Parameters() {}

    /** Returns {@code (String, int[])} for {@code (Ljava/lang/String;[I)V}. */
    static String of(String descriptor) {
        return TYPE.matcher(descriptor.substring(1, descriptor.indexOf(')')))
                .results()
                .map(each -> name(each.group(2)) + "[]".repeat(each.group(1).length()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String name(String type) {
        Matcher named = Pattern.compile("L(?:.*/)?([^/]+);").matcher(type);
        return named.matches()
                ? named.group(1).replace('$', '.')
                : PRIMITIVES.getOrDefault(type, type);
    }
}
