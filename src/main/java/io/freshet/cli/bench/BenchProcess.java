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
 * A {@code freshet} command in a child process, with its output in a log file. {@link #close()} asks the process to
 * stop and kills it after a timeout. For one thread.
 */
final class BenchProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final String name;
    private final Path log;
    private final Process process;

    private BenchProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts {@code freshet} with {@code arguments} in a child process, on the Java runtime and class path of this
     * process.
     *
     * @param name name in messages and of the log file
     * @param directory directory of the log file, created if it is missing
     * @param java JVM flags in addition to those inherited from this process
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

    /**
     * Whether child processes get this JVM flag of the current process, too. Not inherited are memory settings, which
     * each child process gets of its own, and flags for compilation, modules, recording and debugging.
     */
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
     * Waits until the process's output contains a match of {@code pattern}, and returns the first group of the match.
     *
     * @throws CommandFailure if the process ends first, the timeout expires, or the command is stopped
     */
    String awaitOutput(Pattern pattern, StopSignal stop) throws IOException, InterruptedException {
        long untilNanos = System.nanoTime() + START_TIMEOUT.toNanos();
        while (true) {
            Matcher match = pattern.matcher(output());
            if (match.find()) {
                return match.group(1);
            }
            requireAlive();
            if (System.nanoTime() > untilNanos) {
                throw CommandFailure.because(
                        "process " + name + " did not start within " + START_TIMEOUT.toSeconds() + " s",
                        "see its log, " + log);
            }
            if (stop.await(POLL_INTERVAL)) {
                throw CommandFailure.because("stopped before the benchmark was complete", "no report was written");
            }
        }
    }

    /**
     * Fails if the process no longer runs.
     *
     * @throws CommandFailure if the process has ended
     */
    void requireAlive() {
        if (!process.isAlive()) {
            throw CommandFailure.because(
                    "process " + name + " ended with exit code " + process.exitValue(), "see its log, " + log);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    private String output() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
