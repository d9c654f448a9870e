package io.dbm.access.mybatis;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.ibatis.annotations.Flush;
import org.apache.ibatis.io.VFS;
import org.apache.ibatis.session.Configuration;

/** Finds mapper interfaces by name and by package. */
final class MapperClasses {

    private final ClassLoader classLoader;

    MapperClasses(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    Class<?> named(String name) throws RejectedException {
        try {
            Class<?> type = Class.forName(name, false, classLoader);
            if (!isMapper(type)) {
                throw new RejectedException("which is no interface, as a mapper must be");
            }
            return type;
        } catch (ClassNotFoundException e) {
            throw new RejectedException(
                    "which is not on the class path: check its spelling, or add the jar that has"
                            + " it");
        } catch (LinkageError e) {
            throw new RejectedException("which cannot be loaded: " + RejectedException.reason(e));
        }
    }

    /**
     * Returns every interface in a package and its subpackages, by name.
     *
     * <p>MyBatis' own {@code addMappers} does the same, but passes over a class that cannot be
     * loaded, and takes for a mapper what {@code package-info} is compiled to.
     */
    List<Class<?>> inPackage(String name) throws RejectedException {
        List<Class<?>> mappers = new ArrayList<>();
        try {
            for (String file : new TreeSet<>(VFS.getInstance().list(name.replace('.', '/')))) {
                if (file.endsWith(".class") && !file.endsWith("-info.class")) {
                    String className = file.substring(0, file.length() - ".class".length());
                    Class<?> type = Class.forName(className.replace('/', '.'), false, classLoader);
                    if (isMapper(type)) {
                        mappers.add(type);
                    }
                }
            }
        } catch (IOException | ClassNotFoundException | LinkageError e) {
            throw new RejectedException("which cannot be read: " + RejectedException.reason(e));
        }
        if (mappers.isEmpty()) {
            throw new RejectedException(
                    "which has no interface in it: check its spelling, or add the jar that has it");
        }
        return mappers;
    }

    private static boolean isMapper(Class<?> type) {
        return type.isInterface() && !type.isAnnotation();
    }

    /** Whether any method of a mapper would run: whether there is one that leads to a statement. */
    static boolean hasStatement(Class<?> mapper, Configuration configuration) {
        List<Method> methods =
                Arrays.stream(mapper.getMethods())
                        .filter(method -> Modifier.isAbstract(method.getModifiers()))
                        .toList();
        return methods.isEmpty()
                || methods.stream()
                        .anyMatch(method -> leadsToStatement(mapper, method, configuration));
    }

    private static boolean leadsToStatement(
            Class<?> mapper, Method method, Configuration configuration) {
        return method.isAnnotationPresent(Flush.class)
                || configuration.hasStatement(mapper.getName() + "." + method.getName())
                || configuration.hasStatement(
                        method.getDeclaringClass().getName() + "." + method.getName());
    }
}
