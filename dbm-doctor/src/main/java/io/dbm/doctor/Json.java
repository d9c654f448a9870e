package io.dbm.doctor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists, texts, numbers, flags and nothing else as JSON, in ASCII. */
final class Json {

    private Json() {}

    static String of(Object value) {
        return of(value, "\n");
    }

    private static String of(Object value, String line) {
        String deeper = line + "  ";
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(
                                    each ->
                                            quoted(String.valueOf(each.getKey()))
                                                    + ": "
                                                    + of(each.getValue(), deeper))
                            .collect(Collectors.joining("," + deeper, "{" + deeper, line + "}"));
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "[]"
                    : list.stream()
                            .map(each -> of(each, deeper))
                            .collect(Collectors.joining("," + deeper, "[" + deeper, line + "]"));
        }
        return value instanceof Number || value instanceof Boolean
                ? value.toString()
                : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '"' || each == '\\') {
                quoted.append('\\').append(each);
            } else if (each < ' ' || each > '~') {
                quoted.append("\\u%04x".formatted((int) each));
            } else {
                quoted.append(each);
            }
        }
        return quoted.append('"').toString();
    }
}
