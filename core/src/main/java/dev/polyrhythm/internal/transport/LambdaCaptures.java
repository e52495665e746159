package dev.polyrhythm.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names of the variables that a lambda captured. The compiled lambda lacks them; the
 * debug information of the method behind it has them.
 */
final class LambdaCaptures {
    private LambdaCaptures() {}

    /** Returns the serialized form of a lambda, or null if the object is none. */
    static @Nullable SerializedLambda lambda(Object object) {
        if (!object.getClass().isHidden() || !(object instanceof Serializable)) {
            return null;
        }
        try {
            Method writeReplace = object.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(object) instanceof SerializedLambda lambda ? lambda : null;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }

    /** Returns the name of a captured value in the source, or its number if that is unknown. */
    static String name(SerializedLambda lambda, int index) {
        boolean instance = lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic;
        if (instance && index == 0) {
            return "this";
        }
        int parameter = instance ? index - 1 : index;
        return findName(lambda, parameter, instance).orElse("captured value " + (index + 1));
    }

    private static Optional<String> findName(
            SerializedLambda lambda, int parameter, boolean instance) {
        String file = "/" + lambda.getImplClass() + ".class";
        try (InputStream bytes = capturingClass(lambda).getResourceAsStream(file)) {
            if (bytes == null) {
                return Optional.empty();
            }
            int slot = slot(lambda.getImplMethodSignature(), parameter, instance);
            return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .filter(method -> isImplementation(method, lambda))
                    .flatMap(method -> method.findAttribute(Attributes.code()).stream())
                    .flatMap(code -> code.findAttribute(Attributes.localVariableTable()).stream())
                    .flatMap(table -> table.localVariables().stream())
                    .filter(variable -> variable.slot() == slot)
                    .map(LocalVariableInfo::name)
                    .map(Object::toString)
                    .findFirst();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Class<?> capturingClass(SerializedLambda lambda) throws ClassNotFoundException {
        String name = lambda.getCapturingClass().replace('/', '.');
        return Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    }

    private static boolean isImplementation(MethodModel method, SerializedLambda lambda) {
        return method.methodName().equalsString(lambda.getImplMethodName())
                && method.methodType().equalsString(lambda.getImplMethodSignature());
    }

    /** Returns the slot of a parameter; a long or double takes two. */
    private static int slot(String signature, int parameter, boolean instance) {
        int slot = instance ? 1 : 0;
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(signature);
        for (ClassDesc before : type.parameterList().subList(0, parameter)) {
            String descriptor = before.descriptorString();
            slot += descriptor.equals("J") || descriptor.equals("D") ? 2 : 1;
        }
        return slot;
    }
}
