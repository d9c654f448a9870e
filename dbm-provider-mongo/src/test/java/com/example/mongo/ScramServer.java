package com.example.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The server's side of one login with SCRAM-SHA-1, as MongoDB does it. */
final class ScramServer {

    private static final byte[] SALT = "salt-of-sixteen-".getBytes(UTF_8);
    private static final int ITERATIONS = 4096;
    private static final String NONCE = "server-nonce";

    private final String user;
    private final String password;
    private String firstMessages = "";
    private boolean over;

    ScramServer(String user, String password) {
        this.user = user;
        this.password = password;
    }

    boolean isOver() {
        return over;
    }

    /** Answers one message of the client; nothing, if it is refused. */
    Optional<byte[]> step(byte[] payload) {
        String message = new String(payload, UTF_8);
        try {
            return firstMessages.isEmpty() ? first(message) : last(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<byte[]> first(String message) {
        String bare = message.substring("n,,".length());
        if (!bare.startsWith("n=" + user + ",r=")) {
            return Optional.empty();
        }
        String answer =
                "r="
                        + bare.substring(bare.indexOf(",r=") + 3)
                        + NONCE
                        + ",s="
                        + base64(SALT)
                        + ",i="
                        + ITERATIONS;
        firstMessages = bare + "," + answer;
        return Optional.of(answer.getBytes(UTF_8));
    }

    private Optional<byte[]> last(String message) throws GeneralSecurityException {
        int proofAt = message.indexOf(",p=");
        byte[] proof = Base64.getDecoder().decode(message.substring(proofAt + 3));
        String all = firstMessages + "," + message.substring(0, proofAt);

        byte[] salted = saltedPassword();
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] storedKey = MessageDigest.getInstance("SHA-1").digest(clientKey);
        byte[] signature = hmac(storedKey, all);
        byte[] expected = new byte[signature.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (clientKey[i] ^ signature[i]);
        }
        over = Arrays.equals(proof, expected);
        return over
                ? Optional.of(
                        ("v=" + base64(hmac(hmac(salted, "Server Key"), all))).getBytes(UTF_8))
                : Optional.empty();
    }

    private byte[] saltedPassword() throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("MD5")
                        .digest((user + ":mongo:" + password).getBytes(UTF_8));
        char[] hashed = HexFormat.of().formatHex(digest).toCharArray();
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                .generateSecret(new PBEKeySpec(hashed, SALT, ITERATIONS, 160))
                .getEncoded();
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
