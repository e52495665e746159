package dev.polyrhythm.internal.transport;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.polyrhythm.Task;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A small class that calls the method behind a lambda with the values that it captured. The parent
 * writes it; the child defines it, hidden, beside the class that the lambda is written in.
 *
 * <p>Without it the child would rebuild the lambda itself: {@code $deserializeLambda$}, call sites
 * and generated classes, which cost a fresh JVM 25 to 90 ms, this one 3 to 12.
 */
final class ColdLambda {
    private static final ClassDesc CONSUMER = ClassDesc.of("java.util.function.Consumer");
    private static final ClassDesc VALUES = CD_Object.arrayType();
    private static final MethodTypeDesc ACCEPT =
            MethodTypeDesc.of(ConstantDescs.CD_void, CD_Object);

    private ColdLambda() {}

    /**
     * Whether a lambda can be called so: its method is static and in the class around it, which is
     * in the library's own module here and in the child. Other modules admit no nest mate of ours.
     */
    static boolean fits(SerializedLambda lambda, Task task) {
        Class<?> host = host(lambda, task);
        return host != null
                && lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic
                && lambda.getImplClass().equals(lambda.getCapturingClass())
                && !host.isHidden()
                && host.getModule().equals(ColdLambda.class.getModule())
                && !Codebase.isForeign(host.getClassLoader());
    }

    private static @Nullable Class<?> host(SerializedLambda lambda, Task task) {
        try {
            return load(lambda.getCapturingClass(), task.getClass().getClassLoader());
        } catch (ClassNotFoundException e) {
            return null; // a loader that hides what it has defined
        }
    }

    private static Class<?> load(String internalName, ClassLoader loader)
            throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'), false, loader);
    }

    /** Returns the class's bytes. */
    static byte[] write(SerializedLambda lambda, boolean isInterface) {
        ClassDesc host = ClassDesc.ofInternalName(lambda.getCapturingClass());
        ClassDesc name = ClassDesc.of(host.packageName(), host.displayName() + "$Bridge");
        return ClassFile.of()
                .build(
                        name,
                        type -> {
                            type.withInterfaceSymbols(CONSUMER);
                            writeConstructor(type);
                            type.withMethodBody(
                                    "accept",
                                    ACCEPT,
                                    ClassFile.ACC_PUBLIC,
                                    code -> writeCall(code, lambda, host, isInterface));
                        });
    }

    static boolean isInInterface(SerializedLambda lambda, Task task) {
        Class<?> host = host(lambda, task);
        return host != null && host.isInterface();
    }

    private static void writeConstructor(ClassBuilder type) {
        type.withMethodBody(
                INIT_NAME,
                MTD_void,
                ClassFile.ACC_PUBLIC,
                code -> code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_());
    }

    /** Calls the method: the captured values are its parameters, all of them. */
    private static void writeCall(
            CodeBuilder code, SerializedLambda lambda, ClassDesc host, boolean isInterface) {
        MethodTypeDesc method = MethodTypeDesc.ofDescriptor(lambda.getImplMethodSignature());
        code.aload(1).checkcast(VALUES).astore(1);
        for (int i = 0; i < method.parameterCount(); i++) {
            code.aload(1).loadConstant(i).aaload();
            unbox(code, method.parameterType(i));
        }
        code.invokestatic(host, lambda.getImplMethodName(), method, isInterface);
        switch (TypeKind.from(method.returnType()).slotSize()) {
            case 1 -> code.pop();
            case 2 -> code.pop2();
            default -> {}
        }
        code.return_();
    }

    private static void unbox(CodeBuilder code, ClassDesc type) {
        if (!type.isPrimitive()) {
            code.checkcast(type);
            return;
        }
        ClassDesc box = box(type);
        code.checkcast(box)
                .invokevirtual(box, type.displayName() + "Value", MethodTypeDesc.of(type));
    }

    private static ClassDesc box(ClassDesc primitive) {
        return switch (primitive.displayName()) {
            case "int" -> ConstantDescs.CD_Integer;
            case "char" -> ConstantDescs.CD_Character;
            case String name ->
                    ClassDesc.of(
                            "java.lang."
                                    + Character.toUpperCase(name.charAt(0))
                                    + name.substring(1));
        };
    }

    /** Makes, in the child, an object whose only method calls the lambda's with the values. */
    @SuppressWarnings("unchecked") // written so
    static Consumer<@Nullable Object[]> define(Class<?> capturingClass, byte[] bytes)
            throws ReflectiveOperationException {
        MethodHandles.Lookup host =
                MethodHandles.privateLookupIn(capturingClass, MethodHandles.lookup());
        Class<?> bridge =
                host.defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE)
                        .lookupClass();
        Constructor<?> constructor = bridge.getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Consumer<@Nullable Object[]>) constructor.newInstance();
    }
}
