package io.dbm.core.internal.failure;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds one secret in texts, each of its characters as it is or escaped: by a backslash or for
 * JSON, percent-encoded, or as an entity of XML.
 */
final class SecretFinder {

    /** So much of a secret's beginning is no other text; and no search looks further in vain. */
    private static final int ENOUGH = 100;

    private static final String FIRST_OF_AN_ESCAPE = "\\%&+";

    /** Those that begin an escape and need one: a text escapes each of them always, or never. */
    private static final List<String> ALWAYS_ESCAPED =
            List.of("", "\\", "%", "&", "\\%", "\\&", "%&", "\\%&");

    private final int[] secret;
    private final Map<Integer, List<String>> escapes;
    private final List<String> alwaysEscaped;

    SecretFinder(String secret) {
        this.secret = secret.codePoints().toArray();
        this.escapes =
                secret.codePoints()
                        .distinct()
                        .boxed()
                        .collect(Collectors.toMap(Function.identity(), SecretFinder::escapes));
        this.alwaysEscaped =
                ALWAYS_ESCAPED.stream()
                        .filter(each -> each.chars().allMatch(escapes::containsKey))
                        .toList();
    }

    private static List<String> escapes(int codePoint) {
        String character = Character.toString(codePoint);
        HexFormat hex = HexFormat.of();
        String json =
                character
                        .chars()
                        .mapToObj(unit -> "\\u" + hex.toHexDigits((char) unit))
                        .collect(Collectors.joining());
        String percents = hex.withPrefix("%").formatHex(character.getBytes(StandardCharsets.UTF_8));
        String backslashed = Character.isLetterOrDigit(codePoint) ? json : "\\" + character;
        return Stream.of(
                        json,
                        percents,
                        switch (codePoint) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            case ' ' -> "+";
                            case '&' -> "&amp;";
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case '"' -> "&quot;";
                            case '\'' -> "&apos;";
                            default -> json;
                        },
                        backslashed,
                        "&#" + codePoint + ";")
                .distinct()
                .toList();
    }

    /** Marks those characters of a text that are the secret's, or begin like a long one. */
    void find(String text, BitSet found) {
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            found.set(at, end);
            at = Math.max(at + 1, end);
        }
    }

    /** Returns where a secret ends that begins at a place, which is the place if none does. */
    private int end(String text, int start) {
        int end = start;
        for (String each : alwaysEscaped) {
            end = Math.max(end, end(text, start, each));
        }
        return end;
    }

    private int end(String text, int start, String escaped) {
        int at = start;
        for (int matched = 0; matched < secret.length; matched++) {
            int length = length(secret[matched], text, at, escaped);
            if (length == 0) {
                return matched < ENOUGH ? start : at;
            }
            at += length;
        }
        return at;
    }

    /** Returns how long a character of the secret is in a text, or 0 if it is another one. */
    private int length(int codePoint, String text, int at, String escaped) {
        if (at >= text.length()) {
            return 0;
        }
        if (text.codePointAt(at) == codePoint && escaped.indexOf(codePoint) < 0) {
            return Character.charCount(codePoint);
        }
        if (FIRST_OF_AN_ESCAPE.indexOf(text.charAt(at)) >= 0) {
            for (String escape : escapes.getOrDefault(codePoint, List.of())) {
                if (text.regionMatches(true, at, escape, 0, escape.length())) {
                    return escape.length();
                }
            }
        }
        return 0;
    }
}
