package io.dbm.spi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The authorities to trust, in the PEM file that {@code ssl-root-cert} names.
 *
 * @since 0.1.0
 */
public final class Authorities {

    private static final String NONE = "holds no certificate that can be read";

    private Authorities() {}

    /**
     * Reads the file; not at load, since that is I/O.
     *
     * @throws UnusableException if it is missing, cannot be read or holds no certificate
     */
    public static Collection<? extends Certificate> read(String file) throws UnusableException {
        try {
            byte[] content = Files.readAllBytes(Path.of(file));
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(content));
            if (found.isEmpty()) {
                throw new UnusableException(file, NONE, null);
            }
            return found;
        } catch (NoSuchFileException e) {
            throw new UnusableException(file, "is not there", e);
        } catch (IOException | InvalidPathException e) {
            throw new UnusableException(file, "cannot be read", e);
        } catch (CertificateException e) {
            throw new UnusableException(file, NONE, e);
        }
    }

    /** The file is of no use. */
    public static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String explanation;

        private UnusableException(String file, String problem, @Nullable Throwable cause) {
            super(problem, cause);
            explanation =
                    "the file of the authorities to trust, "
                            + file
                            + ", "
                            + problem
                            + ": have ssl-root-cert name their PEM file";
        }

        /** Returns what is wrong with the file, and what to do. */
        public String explanation() {
            return explanation;
        }
    }
}
