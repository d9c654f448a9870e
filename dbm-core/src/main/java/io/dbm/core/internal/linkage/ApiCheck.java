package io.dbm.core.internal.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks whether all that a plugin uses of {@code dbm-api}, and all that it has to implement, is
 * there, before anything of it runs: a plugin that was compiled against another {@code dbm-api}
 * would else fail in the middle of a query.
 *
 * <p>It reads the plugin's class and those in the same package, or below it, that this leads to by
 * way of their ancestors and of classes that name {@code dbm-api}: what else a jar carries there,
 * such as a driver, may be large. What a class uses that catches {@code NoClassDefFoundError}, or
 * the like, may be missing.
 */
public final class ApiCheck {

    private static final ClassLoader API = ApiCheck.class.getClassLoader();

    /** Who catches one of them can do without what is missing. */
    private static final Set<String> CAUGHT =
            Set.of(
                    "java/lang/LinkageError",
                    "java/lang/NoClassDefFoundError",
                    "java/lang/IncompatibleClassChangeError",
                    "java/lang/NoSuchMethodError");

    /** Compilers have it caught where a {@code switch} names a constant of an enum. */
    private static final String CAUGHT_FOR_FIELDS = "java/lang/NoSuchFieldError";

    /** A class does not change; managers may be loaded many times. */
    private static final ClassValue<List<String>> MISSING =
            new ClassValue<>() {
                @Override
                protected List<String> computeValue(Class<?> plugin) {
                    return look(plugin);
                }
            };

    private final ClassLoader loader;
    private final String below;
    private final Map<String, ClassFile> own = new HashMap<>();
    private final Set<String> missing = new TreeSet<>();

    private ApiCheck(Class<?> plugin) {
        this.loader = Optional.ofNullable(plugin.getClassLoader()).orElse(API);
        this.below = plugin.getPackageName().replace('.', '/') + "/";
    }

    /** Returns what is not there, in words, in alphabetical order. */
    public static List<String> missing(Class<?> plugin) {
        return MISSING.get(plugin);
    }

    private static List<String> look(Class<?> plugin) {
        ApiCheck check = new ApiCheck(plugin);
        check.readFrom(plugin.getName().replace('.', '/'));
        check.own.values().forEach(check::look);
        return List.copyOf(check.missing);
    }

    /** Whether a class, named with slashes, is of {@code dbm-api}. */
    public static boolean isOfApi(String name) {
        return name.startsWith("io/dbm/spi/")
                || (name.startsWith("io/dbm/") && name.lastIndexOf('/') == "io/dbm".length());
    }

    private void readFrom(String first) {
        Deque<String> toRead = new ArrayDeque<>(List.of(first));
        while (!toRead.isEmpty()) {
            String name = toRead.pop();
            if (own.containsKey(name)) {
                continue;
            }
            read(name)
                    .ifPresent(
                            file -> {
                                own.put(name, file);
                                leadsTo(file)
                                        .filter(each -> each.startsWith(below))
                                        .filter(each -> !own.containsKey(each))
                                        .forEach(toRead::push);
                            });
        }
    }

    private static Stream<String> leadsTo(ClassFile file) {
        boolean namesApi = file.mentioned().stream().anyMatch(ApiCheck::isOfApi);
        return namesApi && !isPrepared(file) ? file.mentioned().stream() : parents(file);
    }

    private static boolean isPrepared(ClassFile file) {
        return file.mentioned().stream().anyMatch(CAUGHT::contains);
    }

    /** What cannot be read is not judged here: it says so itself when it is loaded. */
    private Optional<ClassFile> read(String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(ClassFile.read(in.readAllBytes()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private void look(ClassFile file) {
        if (!isPrepared(file)) {
            checkUses(file);
        }
        if (file.isConcrete()) {
            ancestors(file).filter(ApiCheck::isOfApi).forEach(type -> checkImplements(file, type));
        }
    }

    private void checkUses(ClassFile file) {
        boolean anyField = !file.mentioned().contains(CAUGHT_FOR_FIELDS);
        file.mentioned().stream().filter(ApiCheck::isOfApi).forEach(this::findClass);
        file.uses().stream()
                .filter(use -> isOfApi(use.owner()) && (anyField || use.isMethod()))
                .forEach(this::findMember);
        file.lambdas().stream().filter(each -> isOfApi(each.type())).forEach(this::checkLambda);
    }

    private Optional<Class<?>> findClass(String name) {
        if (own.containsKey(name)) {
            return Optional.empty(); // a plugin in one of dbm's own packages
        }
        Optional<Class<?>> found = load(name);
        if (found.isEmpty()) {
            missing.add("there is no " + dotted(name));
        }
        return found;
    }

    private static Optional<Class<?>> load(String name) {
        try {
            return Optional.of(Class.forName(dotted(name), false, API));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private void findMember(ClassFile.Use use) {
        findClass(use.owner())
                .filter(type -> !has(type, use.name(), use.descriptor()))
                .ifPresent(
                        type ->
                                missing.add(
                                        "there is no "
                                                + worded(type, use.name(), use.descriptor())));
    }

    private void checkLambda(ClassFile.Lambda lambda) {
        findClass(lambda.type()).stream()
                .flatMap(ApiCheck::abstractMethods)
                .filter(method -> !method.getName().equals(lambda.method()))
                .forEach(this::isNotImplemented);
    }

    private void checkImplements(ClassFile file, String type) {
        load(type).stream()
                .flatMap(ApiCheck::abstractMethods)
                .filter(method -> !implementsIt(file.name(), method))
                .forEach(this::isNotImplemented);
    }

    private void isNotImplemented(Method method) {
        missing.add(
                "it does not implement "
                        + worded(method.getDeclaringClass(), method.getName(), descriptor(method)));
    }

    /** Whether a class brings a body; one that is not known here is taken to. */
    private boolean implementsIt(String name, Method method) {
        ClassFile file = own.get(name);
        if (file != null) {
            return file.methods().contains(method.getName() + descriptor(method))
                    || parents(file).anyMatch(parent -> implementsIt(parent, method));
        }
        if (!isOfApi(name) && !name.startsWith("java/")) {
            return true;
        }
        return load(name).stream()
                .anyMatch(
                        type ->
                                Offered.withBody(type)
                                        .contains(method.getName() + descriptor(method)));
    }

    private Stream<String> ancestors(ClassFile file) {
        return parents(file)
                .flatMap(
                        parent -> {
                            ClassFile known = own.get(parent);
                            return known == null
                                    ? Stream.of(parent)
                                    : Stream.concat(Stream.of(parent), ancestors(known));
                        });
    }

    private static Stream<String> parents(ClassFile file) {
        return Stream.concat(file.superclass().stream(), file.interfaces().stream());
    }

    private static Stream<Method> abstractMethods(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()));
    }

    private static boolean has(Class<?> type, String name, String descriptor) {
        String member = name + descriptor;
        return Offered.by(type).contains(member)
                || (type.isInterface() && Offered.by(Object.class).contains(member));
    }

    private static String descriptor(Method method) {
        return Offered.descriptor(method.getReturnType(), method.getParameterTypes());
    }

    private static String worded(Class<?> type, String name, String descriptor) {
        return type.getName()
                + (name.equals("<init>") ? "" : "." + name)
                + (descriptor.startsWith("(") ? Parameters.of(descriptor) : "");
    }

    private static String dotted(String name) {
        return name.replace('/', '.');
    }
}
