package io.dbm.core.internal.credentials;

import io.dbm.core.internal.failure.OwnWords;
import io.dbm.spi.Credentials;
import io.dbm.spi.CredentialsSource;
import io.dbm.spi.Lease;
import io.dbm.spi.Secret;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A password in a file, as Kubernetes and Docker mount it; looked at again every few seconds. A
 * line break at its end is no part of the password.
 */
public final class PasswordFile implements CredentialsSource {

    private static final Duration LOOKED_AT_WITHIN = Duration.ofSeconds(10);
    private static final int LONGEST = 64 * 1024;

    private final Path file;

    /** Reads nothing yet. */
    public PasswordFile(Path file) {
        this.file = file;
    }

    @Override
    public Lease obtain() throws UnreadableException {
        return Lease.of(Credentials.ofPassword(Secret.of(read())), LOOKED_AT_WITHIN);
    }

    private String read() throws UnreadableException {
        try {
            if (Files.isDirectory(file)) {
                throw new UnreadableException("it is a folder");
            }
            if (Files.size(file) > LONGEST) {
                throw new UnreadableException("it is longer than " + LONGEST + " bytes");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String password = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            if (password.endsWith("\r")) {
                password = password.substring(0, password.length() - 1);
            }
            if (password.isEmpty()) {
                throw new UnreadableException("it is empty");
            }
            return password;
        } catch (NoSuchFileException e) {
            throw new UnreadableException("there is no such file");
        } catch (AccessDeniedException e) {
            throw new UnreadableException("the application may not read it");
        } catch (CharacterCodingException e) {
            throw new UnreadableException("it is not in UTF-8");
        } catch (IOException e) {
            throw new UnreadableException(e.getClass().getSimpleName());
        }
    }

    /** Why the file is of no use; nothing of what is in it. */
    static final class UnreadableException extends Exception implements OwnWords {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }
}
