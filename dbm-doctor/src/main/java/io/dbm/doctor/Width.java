package io.dbm.doctor;

import java.lang.Character.UnicodeScript;

/** How many columns of a terminal a text takes, which need not be one for each character. */
final class Width {

    private Width() {}

    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(character) ? 2 : 1;
        };
    }

    /** As East Asian letters are, and emoji; of letters in either width, the full one. */
    private static boolean isWide(int character) {
        if (character >= 0xff00 && character <= 0xffef) {
            return character <= 0xff60 || (character >= 0xffe0 && character <= 0xffe6);
        }
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
            default ->
                    (character >= 0x3000 && character <= 0x303e)
                            || (character >= 0x1f300 && character <= 0x1f64f)
                            || (character >= 0x1f680 && character <= 0x1f6ff)
                            || (character >= 0x1f900 && character <= 0x1f9ff);
        };
    }
}
