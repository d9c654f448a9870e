package io.dbm.core.internal.plugin;

import io.dbm.core.internal.linkage.ApiCheck;

/**
 * What plugins from a folder share with dbm: {@code dbm-api}, SLF4J, JSpecify's annotations and the
 * JDK. Of the class path they see nothing else, and none of its resources.
 */
final class SharedClasses extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final ClassLoader DBM = SharedClasses.class.getClassLoader();

    SharedClasses() {
        super("dbm-shared", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (isShared(name)) {
            return DBM.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    private static boolean isShared(String name) {
        return name.startsWith("org.slf4j.")
                || name.startsWith("org.jspecify.annotations.")
                || ApiCheck.isOfApi(name.replace('.', '/'));
    }
}
