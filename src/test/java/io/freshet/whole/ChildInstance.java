package io.freshet.whole;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;

/** An instance with an embedded broker in a separate process that can be restarted on the same data. For one thread. */
final class ChildInstance implements AutoCloseable {
    static final String APPLICATION_ID = "freshet";

    private final Path directory;
    private final ChildProcess process;

    /** Starts the process and waits until the instance runs. */
    ChildInstance(Path directory) throws IOException {
        this.directory = directory;
        process = new ChildProcess(
                "instance",
                directory,
                List.of("-Xmx700m"),
                List.of("run", "--embedded", "--data", directory.resolve("data").toString(), "-c", "http.port=0"));
        awaitRunning();
    }

    /** Kills the process like a power failure and restarts it on its data, without waiting until the instance runs. */
    void killAndRestart() throws IOException, InterruptedException {
        process.kill();
        process.start();
    }

    void awaitRunning() {
        process.awaitLogged(TrialCluster.INSTANCE_RUNS);
    }

    /** The address of the broker, which stays the same after restarts. */
    String bootstrapServers() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve("data/broker/broker.properties"))) {
            properties.load(reader);
        }
        return "127.0.0.1:" + properties.getProperty("port.clients");
    }

    void await(String description, Callable<Boolean> condition) {
        process.await(description, condition);
    }

    @Override
    public void close() {
        process.close();
    }
}
