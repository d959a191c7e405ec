package io.freshet.whole;

import io.freshet.cli.Freshet;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The program itself with its embedded broker, in a process of its own that can be killed and started again on the same
 * data. The process ends with this JVM at the latest. For one thread.
 */
final class ChildInstance implements AutoCloseable {
    static final String APPLICATION_ID = "freshet";
    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration END_MAX = Duration.ofSeconds(40);
    private static final String RUNNING = "Freshet runs";

    private final Path directory;
    private Path log;
    private final Thread reaper = new Thread(this::destroy, "reaper");
    private int starts;
    private Process process;

    /** Starts and waits until the instance runs. */
    ChildInstance(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.log = directory;
        Files.createDirectories(directory);
        Runtime.getRuntime().addShutdownHook(reaper);
        process = launch();
        awaitRunning();
    }

    private Process launch() throws IOException {
        starts++;
        log = directory.resolve("log-" + starts + ".txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx700m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Freshet.class.getName(),
                        "run",
                        "--embedded",
                        "--data",
                        directory.resolve("data").toString(),
                        "-c",
                        "http.port=0"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FRESHET_"));
        return builder.start();
    }

    /** Ends the process as a power cut would, and starts another on its data without waiting until that one runs. */
    void killAndRestart() throws IOException, InterruptedException {
        kill();
        process = launch();
    }

    private void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("process " + process.pid() + " outlived its kill");
        }
    }

    void awaitRunning() throws InterruptedException {
        await("running", START_MAX, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the instance ended with " + process.exitValue() + ":\n" + logged());
            }
            return logged().contains(RUNNING);
        });
    }

    /** Where its broker is, now and after every restart. */
    String bootstrapServers() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("data/broker/broker.properties"))) {
            properties.load(reader);
        }
        return "127.0.0.1:" + properties.getProperty("port.clients");
    }

    /** What it has logged and printed since it was last started. */
    String logged() {
        try {
            return Files.isRegularFile(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new AssertionError("cannot read " + log, e);
        }
    }

    void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long untilNanos = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNanos) {
                throw new AssertionError("not " + what + " within " + limit + "; the instance said:\n" + logged());
            }
            Thread.sleep(100);
        }
    }

    private void destroy() {
        process.destroyForcibly();
    }

    /** Stops in good order, or if that takes too long by force. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_MAX.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
