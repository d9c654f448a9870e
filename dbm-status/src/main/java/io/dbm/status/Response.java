package io.dbm.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param type of the content
 * @param body all of it
 */
record Response(int status, String type, String body) {

    static Response text(int status, String text) {
        return new Response(status, "text/plain; charset=utf-8", text + "\n");
    }

    static Response json(int status, Object value) {
        return new Response(status, "application/json", Json.text(value));
    }

    /** Returns a file that lies beside this class. */
    static Response file(String name, String type) {
        try (InputStream file = Response.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            String body = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return new Response(200, type + "; charset=utf-8", body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
