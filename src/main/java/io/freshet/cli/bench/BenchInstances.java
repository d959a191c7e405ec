package io.freshet.cli.bench;

import io.freshet.bench.ClusterFootprint;
import io.freshet.bench.ProcessUsage;
import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.cli.ConfigurationOptions;
import io.freshet.cli.InstanceSettings;
import io.freshet.codec.contract.Topics;
import io.freshet.config.ConfigurationKeys;
import io.freshet.config.ConfigurationSources;
import io.freshet.config.Setting;
import io.freshet.runtime.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Running instances of the system under test, Freshet or a minimal topology for comparison (the yardstick), with
 * counters of their progress and cost. For one thread.
 */
final class BenchInstances implements AutoCloseable {
    private final SystemUnderTest system;
    private final BenchProcess broker;
    private final List<BenchProcess> instances = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final RuntimeSettings settings;
    private final ClusterFootprint footprint;
    /**
     * Thread that samples the counters, because a request to the broker takes milliseconds and must not delay the load.
     */
    private final ExecutorService sampling = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "freshet-bench-sampling");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts the instances and waits until all are ready.
     *
     * @param bootstrapServers address of the broker, {@code host:port}
     */
    BenchInstances(
            CommandContext context,
            BenchPlan plan,
            SystemUnderTest system,
            BenchProcess broker,
            String bootstrapServers)
            throws IOException, InterruptedException {
        this.system = system;
        this.broker = broker;
        List<Setting> flags = new ArrayList<>();
        plan.instances().settings().stream().map(ConfigurationSources::flag).forEach(flags::add);
        system.settings().stream().map(ConfigurationSources::flag).forEach(flags::add);
        flags.addAll(ConfigurationOptions.flag(ConfigurationKeys.BOOTSTRAP_SERVERS, "bench", bootstrapServers));
        this.settings = InstanceSettings.runtime(new ConfigurationOptions().load(context, flags));
        this.footprint = new ClusterFootprint(settings.clientProperties());
        try {
            for (int number = 1; number <= plan.instances().count(); number++) {
                launch(plan, bootstrapServers, system.id() + "-" + number);
            }
            for (BenchProcess instance : instances) {
                pages.add(instance.awaitOutput(system.readyOutput(), context.stop()));
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void launch(BenchPlan plan, String bootstrapServers, String name) throws IOException {
        Path directory = plan.directory().resolve(system.id());
        List<String> arguments = new ArrayList<>(system.command());
        arguments.addAll(List.of("-b", bootstrapServers));
        arguments.addAll(SystemUnderTest.flags(plan.instances().settings()));
        arguments.addAll(SystemUnderTest.flags(system.settings()));
        arguments.addAll(SystemUnderTest.flags(List.of("http.port=0", "state.directory=" + directory.resolve(name))));
        String heap = plan.instances().heap();
        List<String> java = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap));
        java.addAll(plan.instances().javaFlags());
        instances.add(BenchProcess.start(name, plan.directory(), java, arguments));
    }

    RuntimeSettings settings() {
        return settings;
    }

    SystemUnderTest system() {
        return system;
    }

    /**
     * URL of each Freshet instance's live page; instances of the yardstick have no page and give a meaningless text.
     */
    List<String> pages() {
        return pages;
    }

    List<ProcessHandle> handles() {
        return instances.stream().map(BenchProcess::handle).toList();
    }

    /**
     * Fails if the broker or an instance no longer runs.
     *
     * @throws CommandFailure if the broker or an instance has ended
     */
    void requireAlive() {
        broker.requireAlive();
        instances.forEach(BenchProcess::requireAlive);
    }

    /** Number of clicks processed and committed so far. */
    long clicksCommitted() {
        return footprint.committedOffset(
                settings.applicationId(), system.names().of(Topics.CLICKS));
    }

    /** Lag on all consumed topics together, in records; transaction markers count as records. */
    long lag() {
        return footprint.lag(settings.applicationId(), system.consumedTopics());
    }

    /**
     * Samples all counters in the background; the sample also holds {@code clicksSent}, the number of clicks that the
     * caller has sent.
     */
    Future<BenchSample> sample(long clicksSent) {
        return sampling.submit(() -> new BenchSample(
                System.nanoTime(),
                clicksSent,
                clicksCommitted(),
                ProcessUsage.cpuTime(handles()),
                ProcessUsage.cpuTime(List.of(broker.handle())),
                footprint.bytesByTopic(),
                footprint.offsetsByTopic()));
    }

    /** Waits until all samples are taken, and returns them in the same order. */
    static List<BenchSample> await(List<Future<BenchSample>> samples) throws InterruptedException {
        List<BenchSample> completed = new ArrayList<>();
        for (Future<BenchSample> sample : samples) {
            try {
                completed.add(sample.get());
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
            }
        }
        return completed;
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        footprint.close();
        instances.forEach(BenchProcess::close);
    }
}
