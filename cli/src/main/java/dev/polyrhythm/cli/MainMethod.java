package dev.polyrhythm.cli;

import dev.polyrhythm.memory.PolyrhythmException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program's main method, found as the Java launcher finds it (Java Language Specification,
 * 12.1.4): {@code main(String[])} before {@code main()}, static or not, not private, inherited or
 * not.
 */
final class MainMethod {
    private final Class<?> type;
    private final Method method;

    private MainMethod(Class<?> type, Method method) {
        this.type = type;
        this.method = method;
    }

    static MainMethod of(Class<?> type) {
        return find(type, String[].class)
                .or(() -> find(type))
                .map(method -> new MainMethod(type, method))
                .orElseThrow(() ->
                        new PolyrhythmException(
                                "the program has no main method: class=" + type.getName()));
    }

    private static Optional<Method> find(Class<?> type, Class<?>... parameters) {
        return Stream.<Class<?>>iterate(type, c -> c != null, Class::getSuperclass)
                .flatMap(c -> Stream.of(c.getDeclaredMethods()))
                .filter(method -> method.getName().equals("main"))
                .filter(method -> List.of(method.getParameterTypes()).equals(List.of(parameters)))
                .filter(method -> method.getReturnType() == void.class)
                .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                .findFirst();
    }

    /** Calls the method; rethrows its exception as it was thrown. */
    void invoke(List<String> arguments) throws Throwable {
        try {
            method.setAccessible(true);
            Object target = Modifier.isStatic(method.getModifiers()) ? null : instance();
            if (method.getParameterCount() == 0) {
                method.invoke(target);
            } else {
                method.invoke(target, (Object) arguments.toArray(String[]::new));
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Object instance() throws ReflectiveOperationException {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw new PolyrhythmException(
                    "main is not static, and the class has no constructor without parameters: class="
                            + type.getName(),
                    e);
        }
    }
}
