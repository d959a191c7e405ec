package io.freshet.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernels that a separate JVM chooses, and its warnings, when started with and without the flag. */
class VectorApiStartTest {

    @TempDir
    Path directory;

    record Result(String output, String errors) {}

    /** Program of the separate JVM. */
    static final class Choice {
        private Choice() {}

        public static void main(String[] arguments) {
            float[] row = {1, 2, 3, 4};
            System.out.print(VectorKernels.best().getClass().getSimpleName() + " "
                    + VectorKernels.best().dot(row, 0, row, 0, 4));
        }
    }

    @Test
    void flagEnablesTheVectorApiWithoutAWarning() throws Exception {
        assertThat(start(VectorKernels.JVM_FLAG)).isEqualTo(new Result("VectorApiKernels 30.0", ""));
    }

    @Test
    void plainLoopsAreUsedWithoutTheFlag() throws Exception {
        assertThat(start()).isEqualTo(new Result("PlainKernels 30.0", ""));
    }

    @Test
    void plainLoopsAreUsedInARuntimeImageWithoutTheModule() throws Exception {
        Path image = directory.resolve("image");
        ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
        assertThat(jlink.run(System.out, System.err, "--add-modules", "java.base", "--output", image.toString()))
                .as("exit code of jlink")
                .isZero();

        assertThat(start(image, VectorKernels.JVM_FLAG)).isEqualTo(new Result("PlainKernels 30.0", ""));
    }

    private Result start(String... flags) throws IOException, InterruptedException, URISyntaxException {
        return start(Path.of(System.getProperty("java.home")), flags);
    }

    private Result start(Path javaHome, String... flags) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", classPath(VectorKernels.class, Choice.class), Choice.class.getName()));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
        Path errors = directory.resolve("errors");
        Process running = process.redirectError(errors.toFile()).start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(running.waitFor()).isZero();
        return new Result(output, Files.readString(errors));
    }

    private static String classPath(Class<?>... types) throws URISyntaxException {
        List<String> entries = new ArrayList<>();
        for (Class<?> type : types) {
            entries.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
