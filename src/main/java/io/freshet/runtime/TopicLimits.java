package io.freshet.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the largest and the oldest record that each of the topics takes and puts them into {@link RecordLimits}: at the
 * start, and again while records are refused, so that a raised limit counts without a restart. Safe from any thread.
 */
final class TopicLimits implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLimits.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration INTERVAL_MIN = Duration.ofSeconds(5);

    private final Map<String, Object> clientProperties;
    private final Set<String> topics;
    private final RecordLimits limits;
    private final LongSupplier nanoTime;
    private final AtomicLong requestedNanos;
    private final ExecutorService looking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "freshet-topic-limits");
        thread.setDaemon(true);
        return thread;
    });

    /** @param topics those written to; some may not exist yet */
    TopicLimits(Map<String, String> clientProperties, Set<String> topics, RecordLimits limits, LongSupplier nanoTime) {
        this.clientProperties = new HashMap<>(clientProperties);
        this.clientProperties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        this.clientProperties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis() / 2);
        this.topics = Set.copyOf(topics);
        this.limits = limits;
        this.nanoTime = nanoTime;
        requestedNanos = new AtomicLong(nanoTime.getAsLong() - INTERVAL_MIN.toNanos());
    }

    /** The topics that a topology writes to: its sinks, the changelogs of its stores and the dead letters. */
    static Set<String> written(Topology topology, RuntimeSettings settings) {
        Set<String> topics = new HashSet<>(Set.of(settings.deadLetterTopic()));
        topology.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .forEach(node -> {
                    if (node instanceof TopologyDescription.Sink sink && sink.topic() != null) {
                        topics.add(sink.topic());
                    } else if (node instanceof TopologyDescription.Processor processor) {
                        processor
                                .stores()
                                .forEach(store -> topics.add(
                                        settings.applicationId() + "-" + store + FencedClients.CHANGELOG_SUFFIX));
                    }
                });
        return topics;
    }

    /** Looks now. A topic that cannot be looked at keeps the limit that is known of it. */
    void look() {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        try (Admin admin = Admin.create(clientProperties)) {
            Map<ConfigResource, KafkaFuture<Config>> answers =
                    admin.describeConfigs(resources).values();
            answers.forEach(this::take);
        } catch (RuntimeException unavailable) {
            LOG.debug("the limits of topics are not known", unavailable);
        }
    }

    private void take(ConfigResource resource, KafkaFuture<Config> answer) {
        try {
            Config config = KafkaAnswers.await(answer, "reading the settings of " + resource.name());
            ConfigEntry bytes = config.get(RecordSize.TOPIC_SETTING);
            if (bytes != null && bytes.value() != null) {
                limits.put(resource.name(), Integer.parseInt(bytes.value()));
            }
            ConfigEntry age = config.get(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG);
            if (age != null && age.value() != null) {
                limits.putAge(resource.name(), Long.parseLong(age.value()));
            }
        } catch (KafkaUnavailableException missing) {
            LOG.debug("the limit of topic {} is not known", resource.name(), missing);
        }
    }

    /** Looks soon, on a thread of its own, unless a look was asked for in the last five seconds. */
    void lookSoon() {
        long now = nanoTime.getAsLong();
        long before = requestedNanos.get();
        if (now - before >= INTERVAL_MIN.toNanos() && requestedNanos.compareAndSet(before, now)) {
            try {
                looking.execute(this::look);
            } catch (RejectedExecutionException closed) {
                LOG.debug("no look at the limits of topics, because the instance stops");
            }
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
