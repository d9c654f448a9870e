package io.dbm.status;

import java.util.Collection;
import java.util.Map;

/**
 * Writes JSON: maps, collections, numbers, booleans, and everything else as its text. The text is
 * safe in HTML, too.
 */
final class Json {

    private final StringBuilder out = new StringBuilder();

    private Json() {}

    static String text(Object value) {
        Json json = new Json();
        json.value(value);
        return json.out.append('\n').toString();
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> all) {
            array(all);
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(String.valueOf(value));
        }
    }

    private void object(Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> each : map.entrySet()) {
            out.append(separator);
            string(String.valueOf(each.getKey()));
            out.append(':');
            value(each.getValue());
            separator = ",";
        }
        out.append(map.isEmpty() ? "{}" : "}");
    }

    private void array(Collection<?> all) {
        String separator = "[";
        for (Object each : all) {
            out.append(separator);
            value(each);
            separator = ",";
        }
        out.append(all.isEmpty() ? "[]" : "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '"', '\\' -> out.append('\\').append(each);
                case '\n' -> out.append("\\n");
                default -> {
                    if (isPlain(each)) {
                        out.append(each);
                    } else {
                        out.append(String.format("\\u%04x", (int) each));
                    }
                }
            }
        }
        out.append('"');
    }

    /** ASCII alone: half of a character that takes two would be no UTF-8. */
    private static boolean isPlain(char each) {
        return each >= ' ' && each < 0x7f && each != '<' && each != '>' && each != '&';
    }
}
