package io.dbm.it.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The secrets of these tests. Each has a word in it that survives being percent-encoded, and
 * characters that do not.
 */
final class Secrets {

    /** What the server knows. */
    static final String RIGHT = "p@ss/w%rd \"x\" HushOne:?#";

    /** What it does not know. */
    static final String WRONG = "wr@ng/w%rd \"x\" HushTwo:?#";

    /** What it knows when the first has been changed. */
    static final String NEXT = "n@xt/w%rd \"x\" HushSix:?#";

    private static final List<String> WORDS = List.of("HushOne", "HushTwo", "HushSix");

    private Secrets() {}

    /** Returns a secret as it stands in a URL. */
    static String encoded(String secret) {
        return URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns a secret as it stands in HOCON. */
    static String quoted(String secret) {
        return '"' + secret.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Returns a secret in Base64. */
    static String base64(String secret) {
        return Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what must not stand in any text, in lower case, however a secret was encoded. */
    static List<String> traces() {
        List<String> traces = new ArrayList<>();
        for (String word : WORDS) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            traces.add(word);
            traces.add(HexFormat.of().formatHex(bytes));
            for (int before = 0; before < 3; before++) {
                traces.add(inBase64(bytes, before));
            }
        }
        return traces.stream().map(trace -> trace.toLowerCase(Locale.ROOT)).toList();
    }

    /** Returns the characters that a word has in the Base64 of any text with so much before it. */
    private static String inBase64(byte[] word, int before) {
        byte[] text = new byte[before + word.length];
        System.arraycopy(word, 0, text, before, word.length);
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(text)
                .substring((before * 8 + 5) / 6, text.length * 8 / 6);
    }
}
