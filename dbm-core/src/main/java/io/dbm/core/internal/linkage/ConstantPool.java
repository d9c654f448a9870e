package io.dbm.core.internal.linkage;

import io.dbm.core.internal.linkage.ClassFile.Lambda;
import io.dbm.core.internal.linkage.ClassFile.Use;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The constants of a class file. */
final class ConstantPool {

    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD_OF_INTERFACE = 11;
    private static final int INVOKE_DYNAMIC = 18;
    private static final String MAKES_LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final int[] tags;
    private final int[] first;
    private final int[] second;
    private final String[] texts;

    private ConstantPool(int size) {
        this.tags = new int[size];
        this.first = new int[size];
        this.second = new int[size];
        this.texts = new String[size];
    }

    static ConstantPool read(DataInputStream in) throws IOException {
        int size = in.readUnsignedShort();
        ConstantPool pool = new ConstantPool(size);
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            pool.tags[i] = tag;
            switch (tag) {
                case 1 -> pool.texts[i] = in.readUTF();
                case 3, 4 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // it counts twice
                }
                case 7, 8, 16, 19, 20 -> pool.first[i] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    pool.first[i] = in.readUnsignedShort();
                    pool.second[i] = in.readUnsignedShort();
                }
                case 15 -> {
                    in.skipNBytes(1); // whether it reads, writes or calls
                    pool.first[i] = in.readUnsignedShort();
                }
                default -> throw new IOException("a constant of kind " + tag);
            }
        }
        return pool;
    }

    String text(int index) {
        return texts[index];
    }

    /** An array is of the class that its elements are. */
    String className(int index) {
        String name = text(first[index]);
        return name.startsWith("[")
                ? name.replaceFirst("^\\[+L?", "").replaceFirst(";$", "")
                : name;
    }

    Set<String> mentioned() {
        Set<String> names = new HashSet<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == CLASS) {
                names.add(className(i));
            }
        }
        return names;
    }

    List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] >= FIELD && tags[i] <= METHOD_OF_INTERFACE) {
                uses.add(
                        new Use(
                                className(first[i]),
                                text(first[second[i]]),
                                text(second[second[i]])));
            }
        }
        return uses;
    }

    /**
     * Returns the lambdas. Other languages call methods in the same way, as Groovy does.
     *
     * @param bootstraps the handle of each method that links such calls
     */
    List<Lambda> lambdas(List<Integer> bootstraps) {
        List<Lambda> lambdas = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == INVOKE_DYNAMIC && makesLambdas(bootstraps.get(first[i]))) {
                String made = text(second[second[i]]);
                made = made.substring(made.indexOf(')') + 1);
                lambdas.add(
                        new Lambda(made.substring(1, made.length() - 1), text(first[second[i]])));
            }
        }
        return lambdas;
    }

    private boolean makesLambdas(int handle) {
        return className(first[first[handle]]).equals(MAKES_LAMBDAS);
    }
}
