package io.dbm.core.internal.settings;

import com.typesafe.config.ConfigException;
import java.util.regex.Pattern;

/** Puts errors of the library that reads HOCON into dbm's words. */
final class HoconErrors {

    /** What a parser quotes of the file may be part of a password. */
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private static final Pattern ADVICE = Pattern.compile(" \\(if you intended .*", Pattern.DOTALL);

    private HoconErrors() {}

    /** Says what is wrong, without what the file has in its quotes and values. */
    static String describe(ConfigException e) {
        String text = String.valueOf(e.getMessage());
        if (e.origin() != null && text.startsWith(e.origin().description() + ": ")) {
            text = text.substring(e.origin().description().length() + 2);
        }
        if (e instanceof ConfigException.UnresolvedSubstitution) {
            return text.replaceFirst("^Could not resolve substitution to a value: ", "");
        }
        if (e instanceof ConfigException.Parse) {
            text = ADVICE.matcher(text).replaceFirst("");
            return "not valid HOCON: " + QUOTED.matcher(text).replaceAll("'…'");
        }
        if (e instanceof ConfigException.BugOrBroken) {
            return "the library that reads HOCON cannot resolve it: where a key is written twice,"
                    + " the second time as a substitution, in a block that is joined to another one,"
                    + " as in 'a = ${b} { … }', write 'a = ${b}' and 'a { … }' apart";
        }
        if (e.getClass() == ConfigException.Generic.class) {
            return "of the system properties config.file, config.resource and config.url, one at"
                    + " most can be set, and config.url must be a URL";
        }
        // Other messages may quote a value, which may be a password.
        return e instanceof ConfigException.IO
                ? "cannot be read: a file that is named or included is not there"
                : "values of different kinds are joined, or a value is not what its place asks for";
    }
}
