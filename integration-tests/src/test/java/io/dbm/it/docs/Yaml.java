package io.dbm.it.docs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** As much of YAML as the page shows: blocks by two spaces each, and values. */
final class Yaml {

    private Yaml() {}

    static Map<String, Object> parse(String text) {
        Map<String, Object> root = new LinkedHashMap<>();
        Deque<Map<String, Object>> blocks = new ArrayDeque<>();
        blocks.push(root);
        for (String line : text.lines().toList()) {
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (blocks.size() > depth + 1) {
                blocks.pop();
            }
            String key = line.substring(0, line.indexOf(':')).strip();
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (value.isEmpty()) {
                Map<String, Object> block = new LinkedHashMap<>();
                blocks.element().put(key, block);
                blocks.push(block);
            } else {
                blocks.element().put(key, value.replaceAll("^\"|\"$", ""));
            }
        }
        return root;
    }
}
