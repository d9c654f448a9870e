package io.dbm.it.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** One way to spoil a configuration file. */
enum Mutation {
    MISSPELT_KEY {
        @Override
        void apply(Draft draft, Random random) {
            int line = Wrong.any(draft.settings(), random);
            StringBuilder key = new StringBuilder(draft.key(line));
            int at = random.nextInt(key.length());
            char letter = (char) ('a' + random.nextInt(26));
            switch (random.nextInt(4)) {
                case 0 -> key.insert(at, letter);
                case 1 -> key.setCharAt(at, letter);
                case 2 -> key.append(letter).append("x".repeat(random.nextInt(3) * 30_000));
                default -> key.deleteCharAt(at);
            }
            draft.set(line, key.toString(), draft.value(line));
        }
    },
    OTHER_SPELLING {
        @Override
        void apply(Draft draft, Random random) {
            int line = Wrong.any(draft.settings(), random);
            String key = draft.key(line);
            draft.set(line, key.replace('-', '_'), draft.value(line));
            if (random.nextBoolean()) {
                draft.lines.add(line, key + " = " + draft.value(line));
            }
        }
    },
    WRONG_VALUE {
        @Override
        void apply(Draft draft, Random random) {
            int line = Wrong.any(draft.settings(), random);
            draft.set(line, draft.key(line), Wrong.any(Wrong.VALUES, random));
        }
    },
    WRONG_DSN {
        @Override
        void apply(Draft draft, Random random) {
            int line = Wrong.any(draft.settings(), random);
            String dsn = '"' + Wrong.any(Wrong.DSNS, random) + '"';
            int[] dsns =
                    java.util.Arrays.stream(draft.settings())
                            .filter(each -> draft.key(each).endsWith("dsn"))
                            .toArray();
            if (dsns.length > 0 && random.nextInt(4) > 0) {
                line = Wrong.any(dsns, random);
            }
            draft.set(line, random.nextInt(4) == 0 ? "dsn" : draft.key(line), dsn);
        }
    },
    COPIED_VALUE {
        @Override
        void apply(Draft draft, Random random) {
            int[] settings = draft.settings();
            int line = Wrong.any(settings, random);
            draft.set(line, draft.key(line), draft.value(Wrong.any(settings, random)));
        }
    },
    SWAPPED_VALUES {
        @Override
        void apply(Draft draft, Random random) {
            int[] settings = draft.settings();
            int one = Wrong.any(settings, random);
            int other = Wrong.any(settings, random);
            String value = draft.value(one);
            draft.set(one, draft.key(one), draft.value(other));
            draft.set(other, draft.key(other), value);
        }
    },
    SWAPPED_LINES {
        @Override
        void apply(Draft draft, Random random) {
            java.util.Collections.swap(draft.lines, draft.anyLine(random), draft.anyLine(random));
        }
    },
    MISSING_LINE {
        @Override
        void apply(Draft draft, Random random) {
            draft.lines.remove(draft.anyLine(random));
        }
    },
    COPIED_LINE {
        @Override
        void apply(Draft draft, Random random) {
            draft.lines.add(draft.anyLine(random), draft.lines.get(draft.anyLine(random)));
        }
    },
    SUBSTITUTION {
        @Override
        void apply(Draft draft, Random random) {
            int line = Wrong.any(draft.settings(), random);
            String own = "${dbmanager.connections.main." + draft.key(line).trim() + "}";
            draft.set(
                    line,
                    draft.key(line),
                    random.nextInt(5) == 0 ? own : Wrong.any(Wrong.SUBSTITUTIONS, random));
        }
    },
    INCLUDE {
        @Override
        void apply(Draft draft, Random random) {
            draft.lines.add(draft.anyLine(random), Wrong.any(Wrong.INCLUDES, random));
        }
    },
    DEEP_NESTING {
        @Override
        void apply(Draft draft, Random random) {
            int depth = Wrong.any(new Integer[] {3, 60, 1_500, 3_000, 30_000}, random);
            String[] pair = Wrong.any(new String[][] {{"{ a = ", "}"}, {"[", "]"}}, random);
            int line = Wrong.any(draft.settings(), random);
            String key =
                    random.nextInt(4) > 0 ? draft.key(line) : "a.".repeat(depth) + draft.key(line);
            draft.set(line, key, pair[0].repeat(depth) + "1" + pair[1].repeat(depth));
        }
    },
    NAME {
        @Override
        void apply(Draft draft, Random random) {
            int[] blocks =
                    java.util.stream.IntStream.range(0, draft.lines.size())
                            .filter(line -> draft.lines.get(line).endsWith(" {"))
                            .toArray();
            if (blocks.length > 0) {
                draft.lines.set(Wrong.any(blocks, random), Wrong.any(Wrong.NAMES, random) + " {");
            }
        }
    },
    CHARACTERS {
        @Override
        void apply(Draft draft, Random random) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = draft.anyLine(random);
                StringBuilder line = new StringBuilder(draft.lines.get(at));
                int place = random.nextInt(line.length() + 1);
                if (random.nextBoolean() && place < line.length()) {
                    line.deleteCharAt(place);
                } else {
                    line.insert(place, SPECIAL.charAt(random.nextInt(SPECIAL.length())));
                }
                draft.lines.set(at, line.toString());
            }
        }
    },
    BYTES {
        @Override
        void apply(Draft draft, Random random) {
            double place = random.nextDouble();
            byte[] instead = new byte[random.nextInt(4)];
            random.nextBytes(instead);
            draft.change(
                    bytes -> {
                        int at = (int) (place * bytes.length);
                        return Draft.spliced(
                                bytes, at, Math.min(bytes.length, at + instead.length), instead);
                    });
        }
    },
    TRUNCATION {
        @Override
        void apply(Draft draft, Random random) {
            double place = random.nextDouble();
            draft.change(bytes -> java.util.Arrays.copyOf(bytes, (int) (place * bytes.length)));
        }
    },
    ENCODING {
        @Override
        void apply(Draft draft, Random random) {
            draft.lines.add(0, "# é☃");
            List<Charset> charsets =
                    List.of(
                            StandardCharsets.UTF_16,
                            StandardCharsets.UTF_16LE,
                            StandardCharsets.UTF_16BE,
                            StandardCharsets.ISO_8859_1,
                            StandardCharsets.UTF_8);
            draft.charset = Wrong.any(charsets, random);
            if (random.nextBoolean()) {
                byte[] mark = "\ufeff".getBytes(draft.charset);
                draft.change(bytes -> Draft.spliced(bytes, 0, 0, mark));
            }
        }
    };

    private static final String SPECIAL = "{}[]\"'=:,.$#\\/\t\0\ud800é☃ \n";

    abstract void apply(Draft draft, Random random);
}
