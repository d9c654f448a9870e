package io.dbm.provider.mssql.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a batch, as far as it must be understood before H2 sees it. */
final class TransactSql {

    /** What is not to be looked into: texts, quoted names, comments. */
    private static final String QUOTED =
            "'(?:[^']++|'')*+'|\"[^\"]*\"|\\[[^\\]]*\\]|--[^\\n]*|/\\*(?s:.*?)\\*/";

    private static final Pattern SEPARATOR = Pattern.compile(QUOTED + "|(;)");
    private static final Pattern MARKER = Pattern.compile(QUOTED + "|(@P(\\d+)\\b)");
    private static final Pattern KEYS =
            Pattern.compile("(?i)\\s(select SCOPE_IDENTITY\\(\\) AS GENERATED_KEYS\\b.*)$");

    private static final Pattern FROM = Pattern.compile("(?i)\\bfrom\\b");

    private TransactSql() {}

    /** Returns the statements of a batch, which stand between semicolons. */
    static List<String> statements(String batch) {
        // the driver asks for generated keys like this, without one
        String text = KEYS.matcher(batch).replaceFirst(";$1");
        List<String> statements = new ArrayList<>();
        Matcher separator = SEPARATOR.matcher(text);
        int from = 0;
        while (separator.find()) {
            if (separator.group(1) != null) {
                statements.add(text.substring(from, separator.start()).strip());
                from = separator.end();
            }
        }
        statements.add(text.substring(from).strip());
        statements.removeIf(String::isEmpty);
        return statements;
    }

    /** Returns a statement with H2's markers for parameters in place of the driver's. */
    static String withMarkers(String statement) {
        return replace(
                MARKER,
                statement,
                marker ->
                        "?"
                                + (Integer.parseInt(statement, marker.start(2), marker.end(2), 10)
                                        + 1));
    }

    /** Replaces what the first group of a pattern finds. */
    private static String replace(
            Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        found.group(1) == null
                                                ? found.group()
                                                : replacement.apply(found)));
    }

    /** Replaces, outside of what is quoted, each part that a pattern without groups finds. */
    static String replace(String part, String text, UnaryOperator<String> replacement) {
        return replace(
                Pattern.compile(QUOTED + "|(" + part + ")", Pattern.CASE_INSENSITIVE),
                text,
                found -> replacement.apply(found.group(1)));
    }

    /** Whether a statement begins a transaction, in a session where that need not be said. */
    static boolean beginsTransaction(String statement) {
        return !firstWord(statement).equals("SELECT") || FROM.matcher(statement).find();
    }

    /** Returns the word that a statement begins with, in upper case. */
    static String firstWord(String statement) {
        Matcher word = Pattern.compile("(?:" + QUOTED + "|[\\s(])*(\\w+)").matcher(statement);
        return word.lookingAt() ? word.group(1).toUpperCase(Locale.ROOT) : "";
    }
}
