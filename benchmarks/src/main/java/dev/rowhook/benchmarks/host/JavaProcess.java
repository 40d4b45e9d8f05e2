package dev.rowhook.benchmarks.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a class of this class path is run in a process of its own. Immutable.
public final class JavaProcess {
    private final Class<?> main;
    private final List<String> jvmOptions;
    private final List<String> arguments;

    private JavaProcess(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        this.main = main;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.arguments = List.copyOf(arguments);
    }

    public static JavaProcess of(Class<?> main) {
        return new JavaProcess(main, List.of(), List.of());
    }

    public JavaProcess withJvmOptions(List<String> options) {
        return new JavaProcess(main, options, arguments);
    }

    public JavaProcess withArguments(List<String> words) {
        return new JavaProcess(main, jvmOptions, words);
    }

    /// Starts it. Its output is for whoever starts it, its errors go to a file.
    public Process start(Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }
}
