package io.dbm.it.reference;

import com.example.tls.Certificate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of authorities to trust. */
final class Authorities {

    private Authorities() {}

    /** Returns the setting that names a file with this certificate alone. */
    static String trusting(Certificate authority) throws IOException {
        Path path = Files.createTempFile("authority", ".pem");
        File file = path.toFile();
        file.deleteOnExit();
        Files.writeString(path, authority.certificatePem());
        return "ssl-root-cert = \"" + path + "\"";
    }
}
