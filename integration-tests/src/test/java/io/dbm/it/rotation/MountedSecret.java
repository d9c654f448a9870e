package io.dbm.it.rotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A secret as Kubernetes mounts it: {@code password} is a link to {@code ..data/password}, and
 * {@code ..data} one to a folder, which is replaced in one step.
 */
final class MountedSecret {

    private final Path mount;
    private int version;

    MountedSecret(Path mount, String text) throws IOException {
        this.mount = mount;
        write(text);
        Files.createSymbolicLink(file(), Path.of("..data", "password"));
    }

    Path file() {
        return mount.resolve("password");
    }

    /** Replaces it. */
    void write(String text) throws IOException {
        Path folder = Files.createDirectory(mount.resolve("..version" + version++));
        Files.writeString(folder.resolve("password"), text);
        Path link = mount.resolve("..data_tmp");
        Files.createSymbolicLink(link, folder.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }
}
