package io.freshet.whole;

import io.freshet.Eventually;
import io.freshet.Freshet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The program in a separate process that can be stopped, killed, halted and restarted. It is killed when this JVM
 * exits. For one thread.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String name;
    private final Path directory;
    private final List<String> command = new ArrayList<>();
    private final Thread reaper = new Thread(this::abandon, "reaper");
    private Path log;
    private int starts;
    private Process process;

    /**
     * Starts the process.
     *
     * @param name prefix of the names of its log files
     * @param directory working directory, which also receives the logs
     * @param jvmFlags flags such as {@code -Xmx300m}
     * @param arguments arguments of {@code freshet}
     */
    ChildProcess(String name, Path directory, List<String> jvmFlags, List<String> arguments) throws IOException {
        this.name = name;
        this.directory = directory;
        this.log = directory;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmFlags);
        command.addAll(
                List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Freshet.class.getName()));
        command.addAll(arguments);
        Files.createDirectories(directory);
        Runtime.getRuntime().addShutdownHook(reaper);
        process = launch();
    }

    private Process launch() throws IOException {
        starts++;
        log = directory.resolve(name + "-" + starts + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("FRESHET_"));
        return builder.start();
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Restarts the process, which must have ended. */
    void start() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " is already running; kill or stop it first");
        }
        process = launch();
    }

    /** Kills the process like a power failure. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        int unused = Eventually.exitOf(process);
    }

    /** Stops the process gracefully; kills it and returns false if that takes too long. */
    boolean stop() throws InterruptedException {
        process.destroy();
        if (process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            return true;
        }
        kill();
        return false;
    }

    /** Suspends the process; its connections stay open. */
    void halt() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Continues the suspended process. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("could not send " + signal + " to " + name);
        }
    }

    /** Waits until the log since the last start contains a text. */
    void awaitLogged(String text) {
        await("'" + text + "'", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " exited with " + process.exitValue() + ":\n" + logged());
            }
            return logged().contains(text);
        });
    }

    /** Waits for an effect of the process. */
    void await(String description, Callable<Boolean> condition) {
        try {
            Eventually.await().pollInterval(POLL).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no " + description + " within " + Eventually.LIMIT + "; log of " + name + ":\n" + logged(), e);
        }
    }

    /** Waits for an amount of work of the process, for as long as it grows. */
    void await(String description, long amount, Callable<Long> done) {
        AtomicLong latest = new AtomicLong();
        try {
            Eventually.whileProgressing(
                    description,
                    POLL,
                    () -> {
                        latest.set(done.call());
                        return latest.get() >= amount;
                    },
                    latest::get);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "not " + amount + " " + description + ", and no more for " + Eventually.LIMIT + "; log of " + name
                            + ":\n" + logged(),
                    e);
        }
    }

    /** The log and output since the last start. */
    String logged() {
        try {
            return Files.isRegularFile(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new AssertionError("cannot read " + log, e);
        }
    }

    /** Kills the process without waiting. */
    void abandon() {
        process.destroyForcibly();
    }

    /** Stops the process, gracefully if possible. */
    @Override
    public void close() {
        try {
            boolean unused = stop();
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
