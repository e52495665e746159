package dev.polyrhythm.gpio.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No exported signature shows a type that users cannot name. javac's lint {@code exports} finds
 * these too, but reports every annotation of org.jspecify with them.
 */
@Timeout(60)
class ExportedSignaturesTest {
    private final Set<String> faults = new LinkedHashSet<>();

    @Test
    void exportedSignatures_nameExportedTypesOnly()
            throws ClassNotFoundException, IOException, URISyntaxException {
        ExportedTypes exported = ExportedTypes.of(LibraryModules.all());
        assertThat(exported.packages())
                .containsExactly(
                        "dev.polyrhythm",
                        "dev.polyrhythm.gpio",
                        "dev.polyrhythm.gpio.device",
                        "dev.polyrhythm.memory");
        assertThat(exported.types()).hasSizeGreaterThan(50);
        exported.types().forEach(type -> check(exported, type, type));
        assertThat(faults).isEmpty();
    }

    @Test
    void hiddenType_isNotVisible() throws ClassNotFoundException, IOException, URISyntaxException {
        ExportedTypes exported = ExportedTypes.of(LibraryModules.all());
        for (String name :
                List.of(
                        "dev.polyrhythm.gpio.Pin",
                        "dev.polyrhythm.gpio.internal.ClaimedLine",
                        "dev.polyrhythm.memory.internal.region.Region")) {
            assertThat(exported.isVisible(Class.forName(name))).as(name).isFalse();
        }
    }

    /**
     * Checks what users see of a type. A hidden supertype in the same package only lends its
     * members, which are checked as the type's own.
     */
    private void check(ExportedTypes exported, Class<?> type, Class<?> seenAs) {
        checkAll(exported, seenAs + ": type parameter", variables(type.getTypeParameters()));
        members(type)
                .filter(member -> ExportedTypes.isOpenToUsers(member.getModifiers()))
                .filter(member -> !member.isSynthetic())
                .forEach(member -> checkAll(exported, seenAs + ": " + member, signature(member)));
        for (Type supertype : supertypes(type)) {
            Class<?> raw = raw(supertype);
            if (!exported.isVisible(raw) && raw.getPackageName().equals(type.getPackageName())) {
                check(exported, raw, seenAs);
            } else {
                checkAll(exported, seenAs + ": supertype", List.of(supertype));
            }
        }
    }

    private void checkAll(ExportedTypes exported, String place, Collection<Type> signature) {
        for (Type part : signature) {
            for (Class<?> named : named(part)) {
                if (!exported.isVisible(named)) {
                    faults.add(place + " shows " + named.getName());
                }
            }
        }
    }

    private static Stream<Member> members(Class<?> type) {
        return Stream.<Member[]>of(
                        type.getDeclaredFields(),
                        type.getDeclaredMethods(),
                        type.getDeclaredConstructors())
                .flatMap(Arrays::stream);
    }

    private static Collection<Type> supertypes(Class<?> type) {
        List<Type> supertypes = new ArrayList<>(List.of(type.getGenericInterfaces()));
        if (type.getSuperclass() != null) {
            supertypes.add(type.getGenericSuperclass());
        }
        return supertypes;
    }

    private static Collection<Type> signature(Member member) {
        if (member instanceof Field field) {
            return List.of(field.getGenericType());
        }
        Executable executable = (Executable) member;
        List<Type> signature = new ArrayList<>(variables(executable.getTypeParameters()));
        signature.add(executable.getAnnotatedReturnType().getType());
        signature.addAll(List.of(executable.getGenericParameterTypes()));
        signature.addAll(List.of(executable.getGenericExceptionTypes()));
        return signature;
    }

    private static Collection<Type> variables(TypeVariable<?>[] variables) {
        return Stream.of(variables).flatMap(variable -> Stream.of(variable.getBounds())).toList();
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    /** Returns the classes that a type names; a variable is checked where it is declared. */
    private static Collection<Class<?>> named(Type type) {
        return switch (type) {
            case Class<?> named -> List.of(named);
            case ParameterizedType generic ->
                    Stream.concat(
                                    Stream.of(generic.getRawType()),
                                    Stream.of(generic.getActualTypeArguments()))
                            .<Class<?>>flatMap(part -> named(part).stream())
                            .toList();
            case GenericArrayType array -> named(array.getGenericComponentType());
            case WildcardType wildcard ->
                    Stream.concat(
                                    Stream.of(wildcard.getUpperBounds()),
                                    Stream.of(wildcard.getLowerBounds()))
                            .<Class<?>>flatMap(bound -> named(bound).stream())
                            .toList();
            default -> List.of();
        };
    }
}
