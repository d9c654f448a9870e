package io.dbm.core.internal.linkage;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;

/**
 * What classes offer to others, what they inherit included: name and descriptor of each field,
 * method and constructor. For classes of the JDK and of {@code dbm-api}, which many plugins use.
 */
final class Offered {

    private static final ClassValue<Set<String>> ALL =
            new ClassValue<>() {
                @Override
                protected Set<String> computeValue(Class<?> type) {
                    Set<String> members = new HashSet<>();
                    collect(type, true, members);
                    return members;
                }
            };

    private static final ClassValue<Set<String>> WITH_BODY =
            new ClassValue<>() {
                @Override
                protected Set<String> computeValue(Class<?> type) {
                    Set<String> members = new HashSet<>();
                    collect(type, false, members);
                    return members;
                }
            };

    private Offered() {}

    /** Returns all of it. */
    static Set<String> by(Class<?> type) {
        return ALL.get(type);
    }

    /** Returns the methods that are not abstract, and fields and constructors. */
    static Set<String> withBody(Class<?> type) {
        return WITH_BODY.get(type);
    }

    private static void collect(Class<?> type, boolean andAbstract, Set<String> members) {
        for (Method method : type.getDeclaredMethods()) {
            if (isOffered(method.getModifiers())
                    && (andAbstract || !Modifier.isAbstract(method.getModifiers()))) {
                members.add(
                        method.getName()
                                + descriptor(method.getReturnType(), method.getParameterTypes()));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isOffered(constructor.getModifiers())) {
                members.add("<init>" + descriptor(void.class, constructor.getParameterTypes()));
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isOffered(field.getModifiers())) {
                members.add(field.getName() + field.getType().descriptorString());
            }
        }
        for (Class<?> parent : type.getInterfaces()) {
            collect(parent, andAbstract, members);
        }
        if (type.getSuperclass() != null) {
            collect(type.getSuperclass(), andAbstract, members);
        }
    }

    static String descriptor(Class<?> result, Class<?>[] parameters) {
        return MethodType.methodType(result, parameters).toMethodDescriptorString();
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}
