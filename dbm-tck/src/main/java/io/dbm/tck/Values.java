package io.dbm.tck;

import com.typesafe.config.ConfigUtil;
import io.dbm.spi.SettingKey;
import java.util.ArrayList;
import java.util.List;

/** Values that users write into a file and no plugin asked for. */
final class Values {

    private static final List<String> ODD_TEXTS =
            List.of(
                    "",
                    " ",
                    "\u0000",
                    "%",
                    ":",
                    "//",
                    "?",
                    "-1",
                    "0",
                    "65536",
                    "2147483647",
                    "24d",
                    "no such thing",
                    "a://b:c@d:e/f?g=%zz");

    private Values() {}

    /** Returns a line with a value that cannot be what the key stands for. */
    static String ofWrongKind(SettingKey<?> key) {
        return switch (key.kind()) {
            case STRINGS, MAP -> line(key, "text");
            case STRING, COMMA_SEPARATED, INTEGER, DURATION, FLAG, SECRET ->
                    line(key, "{ not = this }");
        };
    }

    /** Returns lines with values of the right kind that few plugins will have foreseen. */
    static List<String> odd(SettingKey<?> key) {
        List<String> lines = new ArrayList<>();
        ODD_TEXTS.forEach(text -> lines.add(of(key, text)));
        return lines;
    }

    /** Returns a line that gives the key this text, or a list or block of just this text. */
    static String of(SettingKey<?> key, String text) {
        String quoted = ConfigUtil.quoteString(text);
        return switch (key.kind()) {
            case STRINGS -> line(key, "[" + quoted + "]");
            case MAP -> line(key, "{ key = " + quoted + " }");
            case STRING, COMMA_SEPARATED, INTEGER, DURATION, FLAG, SECRET -> line(key, quoted);
        };
    }

    private static String line(SettingKey<?> key, String value) {
        return ConfigUtil.quoteString(key.name()) + " = " + value;
    }
}
