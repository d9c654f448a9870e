package io.dbm.core.internal.linkage;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a compiled class says of itself and of others, without being loaded. Names are as in class
 * files, with slashes.
 *
 * @param isConcrete whether there can be objects of it
 * @param superclass empty for an interface, and for {@code java/lang/Object}
 * @param methods those that it has a body for: name and descriptor
 * @param mentioned every class that it names
 * @param uses fields and methods that it uses
 * @param lambdas interfaces that a lambda of it implements, and the method of each
 */
record ClassFile(
        String name,
        boolean isConcrete,
        Optional<String> superclass,
        List<String> interfaces,
        Set<String> methods,
        Set<String> mentioned,
        List<Use> uses,
        List<Lambda> lambdas) {

    private static final int ABSTRACT_OR_INTERFACE = 0x0600;
    private static final int INTERFACE = 0x0200;
    private static final int ABSTRACT = 0x0400;

    /** A field or method of a class; a method's descriptor begins with a parenthesis. */
    record Use(String owner, String name, String descriptor) {

        boolean isMethod() {
            return descriptor.startsWith("(");
        }
    }

    /** An interface that a lambda implements, by one of its methods. */
    record Lambda(String type, String method) {}

    /**
     * Reads one.
     *
     * @throws IOException if it is no class file, or one of a kind that is not known
     */
    static ClassFile read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipNBytes(8); // what all have in common, and the version
        ConstantPool pool = ConstantPool.read(in);
        int access = in.readUnsignedShort();
        String name = pool.className(in.readUnsignedShort());
        int superclass = in.readUnsignedShort();
        List<String> interfaces = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            interfaces.add(pool.className(in.readUnsignedShort()));
        }
        members(in, pool); // fields
        Set<String> methods = members(in, pool);
        return new ClassFile(
                name,
                (access & ABSTRACT_OR_INTERFACE) == 0,
                superclass == 0 || (access & INTERFACE) != 0
                        ? Optional.empty()
                        : Optional.of(pool.className(superclass)),
                List.copyOf(interfaces),
                methods,
                pool.mentioned(),
                pool.uses(),
                pool.lambdas(bootstraps(in, pool)));
    }

    private static Set<String> members(DataInputStream in, ConstantPool pool) throws IOException {
        Set<String> concrete = new HashSet<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            int access = in.readUnsignedShort();
            String member = pool.text(in.readUnsignedShort()) + pool.text(in.readUnsignedShort());
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.skipNBytes(2);
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
            if ((access & ABSTRACT) == 0) {
                concrete.add(member);
            }
        }
        return concrete;
    }

    /** Returns the handle of each method that links calls. */
    private static List<Integer> bootstraps(DataInputStream in, ConstantPool pool)
            throws IOException {
        List<Integer> handles = new ArrayList<>();
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String name = pool.text(in.readUnsignedShort());
            long length = Integer.toUnsignedLong(in.readInt());
            if (!name.equals("BootstrapMethods")) {
                in.skipNBytes(length);
                continue;
            }
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                handles.add(in.readUnsignedShort());
                in.skipNBytes(2L * in.readUnsignedShort()); // arguments
            }
        }
        return handles;
    }
}
