package io.freshet.cli.bench;

import io.freshet.cli.CommandFailure;
import io.freshet.cli.Program;
import io.freshet.cli.StopSignal;
import io.freshet.vector.VectorKernels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command of this program in a process of its own, with what it says in a file. It is stopped in good order when closed,
 * by force if that takes too long. For one thread.
 */
final class BenchProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration END_MAX = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String name;
    private final Path log;
    private final Process process;

    private BenchProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a command on the Java and the libraries of this process.
     *
     * @param name what it is, for messages and its log file
     * @param java flags of the virtual machine, over those of this process
     */
    static BenchProcess start(String name, Path directory, List<String> java, List<String> arguments)
            throws IOException {
        Files.createDirectories(directory);
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(BenchProcess::isInherited)
                .forEach(command::add);
        command.add(VectorKernels.JVM_FLAG);
        command.addAll(java);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Program.MAIN_CLASS);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new BenchProcess(name, log, process);
    }

    /** Excludes memory settings, which each process gets for itself, and flags that record, debug or compile. */
    private static boolean isInherited(String flag) {
        return !flag.startsWith("-Xm")
                && !flag.startsWith("-XX:MaxRAMPercentage")
                && !flag.startsWith("-XX:TieredStopAtLevel")
                && !flag.startsWith("--add-modules")
                && !flag.equals(VectorKernels.JVM_FLAG)
                && !flag.startsWith("-XX:StartFlightRecording")
                && !flag.startsWith("-javaagent")
                && !flag.startsWith("-agentlib");
    }

    /**
     * Waits until it says something, and gives the first group of the pattern.
     *
     * @throws CommandFailure if it ends before, or says nothing of the kind for too long, or the command is stopped
     */
    String awaitSaying(Pattern pattern, StopSignal stop) throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            Matcher said = pattern.matcher(said());
            if (said.find()) {
                return said.group(1);
            }
            requireAlive();
            if (System.nanoTime() > untilNanos) {
                throw CommandFailure.because(
                        "the " + name + " did not start within " + START_MAX.toSeconds() + " s", "look at " + log);
            }
            if (stop.await(LOOK)) {
                throw CommandFailure.because("stopped before the end", "nothing was measured");
            }
        }
    }

    /** @throws CommandFailure if it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw CommandFailure.because(
                    "the " + name + " ended with exit code " + process.exitValue(), "look at " + log);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private String said() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
