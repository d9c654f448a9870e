package io.dbm.it.secrets;

import io.dbm.ConfigurationException;
import io.dbm.ConnectFailedException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Prints everything that an application, its log or its monitoring could print. */
public final class Printer {

    /** A step, whose outcome is printed whichever it is. */
    public interface Step {
        Object run() throws Exception;
    }

    /** Prints what a step returns or throws. */
    public void outcome(String what, Step step) {
        try {
            print(what, step.run());
        } catch (Exception | LinkageError e) {
            print(what, e);
        }
    }

    private void print(String what, Object result) {
        System.out.println(what + ": " + text(result));
        if (result instanceof Throwable failure) {
            everythingOf(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
    }

    private static void everythingOf(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return;
        }
        failure.printStackTrace(System.out);
        System.out.println(failure.getMessage() + " " + failure.getLocalizedMessage());
        if (failure instanceof SQLException sql) {
            sql.forEach(each -> everythingOf(each, seen));
        }
        if (failure instanceof ConnectFailedException connect) {
            System.out.println(connect.reasons());
        }
        if (failure instanceof ConfigurationException configuration) {
            System.out.println(configuration.problems());
        }
        everythingOf(failure.getCause(), seen);
        Arrays.stream(failure.getSuppressed()).forEach(each -> everythingOf(each, seen));
    }

    /** Prints every object of dbm, and whatever one of them holds directly, by its toString. */
    public void reachable(String what, Object root) {
        System.out.println(what);
        print(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** A text that is held may well be the secret; what counts is what its holder prints. */
    private static void print(Object object, Set<Object> seen) {
        if (object == null || !seen.add(object)) {
            return;
        }
        if (object instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        print(key, seen);
                        print(value, seen);
                    });
        } else if (object instanceof Collection<?> all) {
            all.forEach(each -> print(each, seen));
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(each -> print(each, seen));
        } else if (object instanceof AtomicReference<?> reference) {
            print(reference.get(), seen);
        } else if (object instanceof Object[] array) {
            Arrays.stream(array).forEach(each -> print(each, seen));
        } else if (!object.getClass().getName().startsWith("java.")) {
            System.out.println(object.getClass().getName() + " " + shown(object));
            if (object.getClass().getName().startsWith("io.dbm.")) {
                fields(object, object.getClass(), seen);
            }
        }
    }

    /** A connection that is cut off may not be able to say what it is. */
    private static String shown(Object object) {
        try {
            return object.toString();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static void fields(Object object, Class<?> type, Set<Object> seen) {
        if (!type.getName().startsWith("io.dbm.")) {
            return;
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                try {
                    field.setAccessible(true);
                    print(field.get(object), seen);
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        fields(object, type.getSuperclass(), seen);
    }

    /** Prints every attribute of every MBean of this JVM. */
    void jmx() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName name : server.queryNames(null, null)) {
            System.out.println("MBean " + name);
            try {
                for (MBeanAttributeInfo each : server.getMBeanInfo(name).getAttributes()) {
                    attribute(server, name, each.getName());
                }
            } catch (JMException e) {
                System.out.println(e);
            }
        }
    }

    private static void attribute(MBeanServer server, ObjectName name, String attribute) {
        try {
            System.out.println(attribute + " = " + text(server.getAttribute(name, attribute)));
        } catch (JMException | RuntimeException notReadable) {
            System.out.println(attribute + " " + notReadable);
        }
    }

    private static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            Object[] boxed = new Object[Array.getLength(value)];
            Arrays.setAll(boxed, index -> Array.get(value, index));
            return Arrays.deepToString(boxed);
        }
        return String.valueOf(value);
    }
}
