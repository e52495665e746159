package dev.polyrhythm.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.Region;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A program that has been compiled to a directory of its own, together with the sources beside it
 * that it refers to. The directory lies in the program's region, and goes with it.
 *
 * @param classes the directory
 * @param mainClass the class that the file declares first
 */
record CompiledProgram(Path classes, String mainClass) {

    static CompiledProgram compile(Path file) throws CompilationFailedException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            CompilationUnitTree unit = parse(compiler, files, file);
            Path classes = Files.createDirectories(Region.current().directory().resolve("program"));
            compile(compiler, files, file, options(classes, sourceRoot(file, unit)));
            return new CompiledProgram(classes, mainClass(file, unit));
        } catch (IOException e) {
            throw new PolyrhythmException("the program cannot be compiled: file=" + file, e);
        }
    }

    private static CompilationUnitTree parse(
            JavaCompiler compiler, StandardJavaFileManager files, Path file)
            throws IOException, CompilationFailedException {
        StringWriter messages = new StringWriter();
        JavacTask task =
                (JavacTask)
                        compiler.getTask(
                                messages, files, null, List.of(), null, source(files, file));
        CompilationUnitTree unit = task.parse().iterator().next();
        if (!messages.toString().isEmpty()) {
            throw new CompilationFailedException(messages.toString());
        }
        return unit;
    }

    private static void compile(
            JavaCompiler compiler, StandardJavaFileManager files, Path file, List<String> options)
            throws CompilationFailedException {
        Writer messages = new StringWriter();
        boolean compiled =
                compiler.getTask(messages, files, null, options, null, source(files, file)).call();
        if (!compiled) {
            throw new CompilationFailedException(messages.toString());
        }
    }

    private static Iterable<? extends JavaFileObject> source(
            StandardJavaFileManager files, Path file) {
        return files.getJavaFileObjects(file);
    }

    private static List<String> options(Path classes, Path sourceRoot) {
        List<String> options = new ArrayList<>();
        options.addAll(List.of("-d", classes.toString()));
        options.addAll(List.of("-sourcepath", sourceRoot.toString()));
        options.addAll(List.of("-classpath", ProgramClassPath.get()));
        options.addAll(List.of("-encoding", "UTF-8", "-implicit:class", "-proc:none", "-g"));
        return options;
    }

    /** The directory from which the file's package is counted. */
    private static Path sourceRoot(Path file, CompilationUnitTree unit) {
        Path root = parent(file.toAbsolutePath().normalize());
        int depth =
                unit.getPackageName() == null
                        ? 0
                        : unit.getPackageName().toString().split("\\.").length;
        for (int i = 0; i < depth; i++) {
            root = parent(root);
        }
        return root;
    }

    private static Path parent(Path path) {
        return Objects.requireNonNullElse(path.getParent(), path);
    }

    private static String mainClass(Path file, CompilationUnitTree unit)
            throws CompilationFailedException {
        String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
        for (Tree declaration : unit.getTypeDecls()) {
            if (declaration instanceof ClassTree type) {
                return prefix + type.getSimpleName();
            }
        }
        throw new CompilationFailedException(
                "polyrhythm: the file declares no class: " + file + System.lineSeparator());
    }
}
