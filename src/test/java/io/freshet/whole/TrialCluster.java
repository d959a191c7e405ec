package io.freshet.whole;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three brokers, their controller and some instances of Freshet, each in a separate process with its data in one
 * directory. Injects faults. For one thread.
 */
final class TrialCluster implements AutoCloseable {
    static final String APPLICATION_ID = "freshet";
    static final String INSTANCE_RUNS = "Freshet runs";
    static final int BROKERS = 3;
    /** Session timeout of a broker, as set by the broker command. */
    static final Duration BROKER_SESSION = Duration.ofSeconds(6);
    /** JVM flag for the fast compiler only: the processes are too short-lived for the optimising compiler to pay. */
    static final String QUICK = "-XX:TieredStopAtLevel=1";

    private static final Logger LOG = LoggerFactory.getLogger(TrialCluster.class);
    private static final int DISK_MEGABYTES = 256;
    private static final Pattern ADDRESS = Pattern.compile("in the cluster at (\\S+);");
    private static final Pattern PAGE = Pattern.compile("page at (http\\S+)");

    private final Path directory;
    private final Timing timing;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ChildProcess controller;
    private final List<ChildProcess> brokers = new ArrayList<>();
    private final List<ChildProcess> instances = new ArrayList<>();
    private final List<Optional<SmallDisk>> disks = new ArrayList<>();
    private final String bootstrapServers;

    /**
     * Timing of the instances.
     *
     * @param instanceSession session timeout of an instance
     */
    record Timing(Duration instanceSession, Duration commitInterval) {}

    /**
     * Size and timing of a cluster.
     *
     * @param partitions partitions of the topics keyed by reader and by article
     */
    record Layout(int instances, int partitions, Timing timing) {}

    /** Starts all processes and waits until every instance runs. */
    TrialCluster(Path directory, Layout layout) throws IOException, InterruptedException {
        this.directory = directory;
        this.timing = layout.timing();
        try {
            controller = node(0);
            for (int broker = 1; broker <= BROKERS; broker++) {
                brokers.add(node(broker));
            }
            brokers.forEach(TrialCluster::awaitNode);
            bootstrapServers = address(brokers.get(0));
            for (int instance = 0; instance < layout.instances(); instance++) {
                disks.add(SmallDisk.mount(disk(instance), DISK_MEGABYTES));
                disks.get(instance).ifPresent(parts::push);
                instances.add(instance(instance, layout.partitions()));
            }
            instances.forEach(TrialCluster::awaitInstance);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private ChildProcess node(int number) throws IOException {
        ChildProcess process = new ChildProcess(
                "broker-" + number,
                directory,
                List.of("-Xmx256m", QUICK),
                List.of(
                        "broker",
                        "--data",
                        directory.resolve("kafka").toString(),
                        "--brokers",
                        Integer.toString(BROKERS),
                        "--node",
                        Integer.toString(number)));
        parts.push(process);
        return process;
    }

    private ChildProcess instance(int number, int partitions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "-b", bootstrapServers));
        for (String setting : List.of(
                "application.id=" + APPLICATION_ID,
                "topics.partitions=" + partitions,
                "state.directory=" + stores(number),
                "state.cache=16MB",
                "http.port=0",
                "processing.threads=1",
                "processing.standby-replicas=1",
                "processing.session-timeout=" + timing.instanceSession().toMillis() + "ms",
                "processing.commit-interval=" + timing.commitInterval().toMillis() + "ms")) {
            arguments.addAll(List.of("-c", setting));
        }
        ChildProcess process = new ChildProcess("instance-" + number, directory, List.of("-Xmx400m", QUICK), arguments);
        parts.push(process);
        return process;
    }

    private Path disk(int instance) {
        return directory.resolve("disk-" + instance);
    }

    private Path stores(int instance) {
        return disk(instance).resolve("state");
    }

    private static String address(ChildProcess node) {
        Matcher address = ADDRESS.matcher(node.logged());
        if (!address.find()) {
            throw new AssertionError("no address in:\n" + node.logged());
        }
        return address.group(1);
    }

    private static void awaitNode(ChildProcess node) {
        node.awaitLogged("runs in the cluster at");
    }

    private static void awaitInstance(ChildProcess instance) {
        instance.awaitLogged(INSTANCE_RUNS);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** The addresses of the pages of the running instances. */
    List<URI> pages() {
        List<URI> pages = new ArrayList<>();
        for (ChildProcess instance : instances) {
            Matcher page = PAGE.matcher(instance.logged());
            if (!page.find()) {
                throw new AssertionError("no page in:\n" + instance.logged());
            }
            pages.add(URI.create(page.group(1)));
        }
        return pages;
    }

    /** Halts all instances, so that sent events wait. Resumed within a session timeout, no instance is fenced. */
    void haltInstances() throws IOException, InterruptedException {
        for (ChildProcess instance : instances) {
            instance.halt();
        }
    }

    void resumeInstances() throws IOException, InterruptedException {
        for (ChildProcess instance : instances) {
            instance.resume();
        }
    }

    /** Whether this machine permits mounting disks that can be filled. */
    boolean canFillDisks() {
        return disks.stream().allMatch(Optional::isPresent);
    }

    /**
     * Injects a fault, holds and repairs it; returns when all processes run again.
     *
     * @param onFault called when the fault begins
     */
    void inject(Fault fault, FaultListener onFault) throws IOException, InterruptedException {
        switch (fault.kind()) {
            case KILL_INSTANCE -> killed(instances.get(fault.target()), fault, onFault, () -> {});
            case LOSE_STATE ->
                killed(instances.get(fault.target()), fault, onFault, () -> Directories.delete(stores(fault.target())));
            case KILL_BROKER -> killed(brokers.get(fault.target()), fault, onFault, () -> {});
            case KILL_CONTROLLER -> killed(controller, fault, onFault, () -> {});
            case KILL_BOTH -> {
                brokers.get(fault.target()).kill();
                killed(instances.get(fault.target()), fault, onFault, () -> {});
                brokers.get(fault.target()).start();
                awaitNode(brokers.get(fault.target()));
            }
            case HALT_INSTANCE -> halted(instances.get(fault.target()), fault, onFault);
            case HALT_BROKER, PAUSE_BROKER -> halted(brokers.get(fault.target()), fault, onFault);
            case FILL_DISK -> fill(fault, onFault);
            case RESTART_INSTANCES -> {
                onFault.faultBegan();
                for (ChildProcess instance : instances) {
                    if (!instance.stop()) {
                        throw new AssertionError(instance.name() + " had to be killed:\n" + instance.logged());
                    }
                    instance.start();
                    awaitInstance(instance);
                }
            }
        }
        awaitAll();
    }

    /** Called when a fault begins. */
    interface FaultListener {
        void faultBegan() throws IOException, InterruptedException;
    }

    private interface Damage {
        void run() throws IOException;
    }

    private static void killed(ChildProcess process, Fault fault, FaultListener onFault, Damage damage)
            throws IOException, InterruptedException {
        process.kill();
        onFault.faultBegan();
        damage.run();
        hold(fault);
        process.start();
    }

    private static void halted(ChildProcess process, Fault fault, FaultListener onFault)
            throws IOException, InterruptedException {
        process.halt();
        onFault.faultBegan();
        hold(fault);
        process.resume();
    }

    private void fill(Fault fault, FaultListener onFault) throws IOException, InterruptedException {
        SmallDisk disk = disks.get(fault.target()).orElseThrow();
        disk.fill();
        onFault.faultBegan();
        hold(fault);
        disk.free();
    }

    /** Sleeps for the duration of the fault. */
    private static void hold(Fault fault) throws InterruptedException {
        Thread.sleep(fault.hold().toMillis());
    }

    /** Waits until all processes run; restarts instances that exited by themselves, as a supervisor would. */
    private void awaitAll() throws IOException {
        for (ChildProcess instance : instances) {
            if (!instance.isAlive()) {
                LOG.info("{} exited by itself and is restarted", instance.name());
                instance.start();
            }
        }
        awaitNode(controller);
        brokers.forEach(TrialCluster::awaitNode);
        instances.forEach(TrialCluster::awaitInstance);
    }

    /** Kills all processes; a graceful stop would take longer and is not needed. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            if (part instanceof ChildProcess process) {
                process.abandon();
            }
        }
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part of the trial cluster did not close", e);
            }
        }
    }
}
