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
import org.awaitility.core.ConditionTimeoutException;

/**
 * The program itself in a process of its own, that can be stopped, killed, halted and started again. It ends with this
 * JVM at the latest. For one thread.
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
     * Starts it.
     *
     * @param name of its logs in the directory, which is where it runs
     * @param jvmFlags such as {@code -Xmx300m}
     * @param arguments of {@code freshet}
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

    /** Starts it again; it must have ended. */
    void start() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        process = launch();
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        int unused = Eventually.exitOf(process);
    }

    /** Stops it in good order, or if that takes too long by force; says whether it went in good order. */
    boolean stop() throws InterruptedException {
        process.destroy();
        if (process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            return true;
        }
        kill();
        return false;
    }

    /** Halts it in the middle of whatever it does, connections open. */
    void halt() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on as if no time had passed. */
    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Process sending = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        if (sending.waitFor() != 0) {
            throw new AssertionError("could not send " + signal + " to " + name);
        }
    }

    /** Waits until it has said something since it was last started. */
    void awaitLogged(String text) {
        await("'" + text + "'", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + logged());
            }
            return logged().contains(text);
        });
    }

    /** Waits for something it does. */
    void await(String what, Callable<Boolean> condition) {
        try {
            Eventually.await().pollInterval(POLL).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no " + what + " within " + Eventually.LIMIT + "; " + name + " said:\n" + logged(), e);
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

    /** Ends it by force and does not wait for its end. */
    void abandon() {
        process.destroyForcibly();
    }

    /** Stops it in good order if it can. */
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
