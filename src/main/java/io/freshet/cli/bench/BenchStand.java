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

/** One subject's instances on the broker, and what they use. For one thread. */
final class BenchStand implements AutoCloseable {
    private final BenchSubject subject;
    private final BenchProcess broker;
    private final List<BenchProcess> instances = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final RuntimeSettings settings;
    private final ClusterFootprint footprint;
    /** Asking the broker takes milliseconds, which must not hold up the load. */
    private final ExecutorService sampling = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "freshet-bench-sampling");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Starts the instances and waits until all run.
     *
     * @param bootstrapServers where the broker is
     */
    BenchStand(
            CommandContext context, BenchPlan plan, BenchSubject subject, BenchProcess broker, String bootstrapServers)
            throws IOException, InterruptedException {
        this.subject = subject;
        this.broker = broker;
        List<Setting> flags = new ArrayList<>();
        plan.settings().stream().map(ConfigurationSources::flag).forEach(flags::add);
        subject.settings().stream().map(ConfigurationSources::flag).forEach(flags::add);
        flags.addAll(ConfigurationOptions.flag(ConfigurationKeys.BOOTSTRAP_SERVERS, "bench", bootstrapServers));
        this.settings = InstanceSettings.runtime(new ConfigurationOptions().load(context, flags));
        this.footprint = new ClusterFootprint(settings.clientProperties());
        try {
            for (int number = 1; number <= plan.instances(); number++) {
                launch(plan, bootstrapServers, subject.id() + "-" + number);
            }
            for (BenchProcess instance : instances) {
                pages.add(instance.awaitSaying(subject.running(), context.stop()));
            }
        } catch (IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private void launch(BenchPlan plan, String bootstrapServers, String name) throws IOException {
        Path directory = plan.directory().resolve(subject.id());
        List<String> arguments = new ArrayList<>(subject.command());
        arguments.addAll(List.of("-b", bootstrapServers));
        arguments.addAll(BenchSubject.flags(plan.settings()));
        arguments.addAll(BenchSubject.flags(subject.settings()));
        arguments.addAll(BenchSubject.flags(List.of("http.port=0", "state.directory=" + directory.resolve(name))));
        List<String> java = new ArrayList<>(List.of("-Xms" + plan.heap(), "-Xmx" + plan.heap()));
        java.addAll(plan.javaFlags());
        instances.add(BenchProcess.start(name, plan.directory(), java, arguments));
    }

    RuntimeSettings settings() {
        return settings;
    }

    ClusterFootprint footprint() {
        return footprint;
    }

    BenchSubject subject() {
        return subject;
    }

    /** The addresses of the instances' pages. */
    List<String> pages() {
        return pages;
    }

    List<ProcessHandle> handles() {
        return instances.stream().map(BenchProcess::handle).toList();
    }

    /** @throws CommandFailure if the broker or an instance has ended */
    void requireAlive() {
        broker.requireAlive();
        instances.forEach(BenchProcess::requireAlive);
    }

    /** Clicks read, worked off and committed. */
    long clicksFinished() {
        return footprint.finished(settings.applicationId(), subject.names().of(Topics.CLICKS));
    }

    /** Records of all its topics that wait for it, markers of transactions included. */
    long unfinished() {
        return footprint.unfinished(settings.applicationId(), subject.worked());
    }

    /** Takes the totals in the background. */
    Future<BenchSample> sample(long clicksSent) {
        return sampling.submit(() -> new BenchSample(
                System.nanoTime(),
                clicksSent,
                clicksFinished(),
                ProcessUsage.processorTime(handles()),
                ProcessUsage.processorTime(List.of(broker.handle())),
                footprint.bytesByTopic(),
                footprint.offsetsByTopic()));
    }

    /** The totals that were taken. */
    static List<BenchSample> taken(List<Future<BenchSample>> samples) throws InterruptedException {
        List<BenchSample> taken = new ArrayList<>();
        for (Future<BenchSample> sample : samples) {
            try {
                taken.add(sample.get());
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
            }
        }
        return taken;
    }

    @Override
    public void close() {
        sampling.shutdownNow();
        footprint.close();
        instances.forEach(BenchProcess::close);
    }
}
