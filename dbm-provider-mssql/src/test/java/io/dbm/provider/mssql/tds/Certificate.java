package io.dbm.provider.mssql.tds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that vouches for itself, made by the JDK's {@code keytool}.
 *
 * @param server what a server shows it with
 * @param pem what a client trusts it by
 */
public record Certificate(SSLContext server, String pem) {

    private static final String PASSWORD = "changeit";

    /** Issues one for a host name. */
    public static Certificate issueFor(String host) {
        try {
            Path directory = Files.createTempDirectory("certificate");
            Path store = directory.resolve("store.p12");
            try {
                keytool(store, host);
                return read(store);
            } finally {
                Files.deleteIfExists(store);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String host) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-keystore",
                                store.toString()));
        String options =
                "-genkeypair -alias server -keyalg EC -dname CN=%1$s -ext san=dns:%1$s"
                        + " -ext bc:critical=ca:true -storetype PKCS12 -storepass %2$s";
        command.addAll(List.of(options.formatted(host, PASSWORD).split(" ")));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }

    private static Certificate read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext server = SSLContext.getInstance("TLS");
        server.init(keys.getKeyManagers(), null, null);
        return new Certificate(server, pem(store.getCertificate("server").getEncoded()));
    }

    private static String pem(byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }
}
