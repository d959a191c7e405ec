package io.freshet.whole;

import io.freshet.Eventually;
import io.freshet.codec.contract.Topic;
import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.contract.Topics;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trial of erasures, withdrawals, corrections and expiries during faults. Before each fault all instances are halted
 * while clicks of some readers, then their erasures, a withdrawal and a correction are sent. The instances then receive
 * all of them at once, in any order of the topics; half of the records go to the partitions chosen by CRC-32. After the
 * fault some erased readers click again, and another article is withdrawn. Event times are wall-clock times, because
 * deadlines of rights follow the wall clock. Equal seeds send equal events.
 */
final class RightsTrial {
    private static final Logger LOG = LoggerFactory.getLogger(RightsTrial.class);
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final String READERS_CHANGELOG = TrialCluster.APPLICATION_ID + "-readers-changelog";
    private static final String DEFERRED_LISTS_CHANGELOG = TrialCluster.APPLICATION_ID + "-deferred-lists-changelog";
    /** Makes segments compactable within the trial. */
    private static final Map<String, String> FAST_COMPACTION = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG, "1000",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "1000",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.001");

    /** Shortens the pause of the log cleaner, 15 s by default. */
    private static final Map<String, String> FAST_CLEANER = Map.of("log.cleaner.backoff.ms", "500");

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);
    private static final int ARTICLES = 30;
    private static final int IDLE_READERS = 12;
    private static final int ERASED_READERS = 20;
    private static final int RETURNING_READERS = 5;
    private static final int KEPT_READERS = 5;
    private static final List<String> CATEGORIES = List.of("city", "sport", "science");
    /** Articles that expire during the trial, one after another. */
    private static final int EXPIRING = 6;

    /** Time per fault over which the expiries are spread. */
    private static final Duration FAULT = Duration.ofSeconds(8);

    private static final Duration PUBLISHED_AGO = Duration.ofHours(2);
    /** Longer than the time for which a reader counts as active. */
    private static final Duration IDLE_FOR = Duration.ofMinutes(75);

    private final TrialCluster cluster;
    private final NewsroomClient newsroom;
    private final ListTail lists;
    private final Random random;
    private final List<String> live = new ArrayList<>();
    private final Map<String, Article> articles = new TreeMap<>();
    private int eventIds;

    RightsTrial(TrialCluster cluster, NewsroomClient newsroom, ListTail lists, long seed) {
        this.cluster = cluster;
        this.newsroom = newsroom;
        this.lists = lists;
        this.random = new Random(seed);
    }

    /**
     * The outcome of a trial.
     *
     * @param summary numbers of checked readers and articles
     * @param violations violations at the end of the time limit
     * @param millis time from reading the last event until there was no violation
     */
    record Outcome(String summary, List<String> violations, long millis) {
        static final Outcome NONE = new Outcome("no erasures", List.of(), 0);

        @Override
        public String toString() {
            return summary + ": "
                    + (violations.isEmpty()
                            ? "all in effect " + millis + " ms after all events were read"
                            : RightsChecker.format(violations));
        }
    }

    /**
     * Runs the trial and checks repeatedly until there is no violation or the time limit is reached.
     *
     * @param within longest time from reading the last event until all removed data must be gone
     */
    Outcome run(List<Fault> faults, Duration within) throws IOException, InterruptedException {
        List<String> overlong =
                RightsChecker.overlongRetention(newsroom, List.of(READERS_CHANGELOG, DEFERRED_LISTS_CHANGELOG));
        newsroom.set(READERS_CHANGELOG, FAST_COMPACTION);
        newsroom.setBrokers(FAST_CLEANER);
        send(faults);
        long readNanos = System.nanoTime();
        awaitExpiries();
        RightsChecker checker = new RightsChecker(newsroom, cluster.pages(), READERS_CHANGELOG);
        List<String> violations = new ArrayList<>();
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(BETWEEN_CHECKS)
                    .atMost(within)
                    .until(() -> {
                        violations.clear();
                        violations.addAll(checker.violations());
                        closeChangelogSegments();
                        return violations.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            LOG.warn("rights, {} after all events were read: {}", within, RightsChecker.format(violations));
        }
        long millis = (System.nanoTime() - readNanos) / 1_000_000;
        violations.addAll(overlong);
        return new Outcome(checker.toString(), violations, millis);
    }

    private void send(List<Fault> faults) throws IOException, InterruptedException {
        announce(FAULT.multipliedBy(faults.size()));
        List<String> idle = readers("idle", IDLE_READERS);
        long idleSinceMillis = System.currentTimeMillis() - IDLE_FOR.toMillis();
        idle.forEach(userId -> click(userId, idleSinceMillis, Partitioning.MURMUR2));
        newsroom.flush();
        awaitLists(idle);
        for (int round = 0; round < faults.size(); round++) {
            round(round, faults.get(round));
        }
        sendMisplaced();
        newsroom.flush();
        newsroom.awaitRead();
    }

    /**
     * Sends one event of each kind to a partition that murmur2 would not choose. Restarted instances have lost their
     * counters, so the running instances must count these events.
     */
    private void sendMisplaced() {
        String clicking = misplaced(Topics.CLICKS, readers("elsewhere", 100));
        click(clicking, System.currentTimeMillis(), Partitioning.CRC32);
        String erased = misplaced(Topics.ERASURES, readers("never-here", 100));
        newsroom.send(new TimedEvent.Erased(erased, System.currentTimeMillis()), Partitioning.CRC32);
        Article article = articles.get(misplaced(Topics.ARTICLES, live));
        newsroom.send(new TimedEvent.Announced(article, System.currentTimeMillis()), Partitioning.CRC32);
    }

    /** The first key for which CRC-32 chooses another partition than murmur2. */
    private String misplaced(Topic<?, ?> topic, List<String> keys) {
        int partitions = newsroom.partitions(NAMES.of(topic));
        return keys.stream()
                .filter(key -> {
                    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
                    return Partitioning.CRC32.partition(bytes, partitions)
                            != Partitioning.MURMUR2.partition(bytes, partitions);
                })
                .findFirst()
                .orElseThrow();
    }

    private void awaitExpiries() {
        long latestMillis = articles.values().stream()
                .mapToLong(Article::expiresAtMillis)
                .filter(millis -> millis != Article.NEVER)
                .max()
                .orElse(0);
        Eventually.await().until(() -> System.currentTimeMillis() > latestMillis);
    }

    /** Sends a click to every partition: a new record closes a segment, and Kafka compacts closed segments only. */
    private void closeChangelogSegments() {
        int partitions = newsroom.partitions(READERS_CHANGELOG);
        Set<Integer> missing = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            missing.add(partition);
        }
        for (int number = 0; !missing.isEmpty(); number++) {
            String userId = "going-on-" + number;
            byte[] key = userId.getBytes(StandardCharsets.UTF_8);
            if (missing.remove(Partitioning.MURMUR2.partition(key, partitions))) {
                click(userId, System.currentTimeMillis(), Partitioning.MURMUR2);
            }
        }
        newsroom.flush();
    }

    /** @param expiryTime time within which the expiring articles expire */
    private void announce(Duration expiryTime) {
        long nowMillis = System.currentTimeMillis();
        for (int number = 0; number < ARTICLES; number++) {
            String category = CATEGORIES.get(number % CATEGORIES.size());
            long expiresAtMillis = number < EXPIRING
                    ? nowMillis
                            + expiryTime
                                    .multipliedBy(number + 1)
                                    .dividedBy(EXPIRING)
                                    .toMillis()
                    : Article.NEVER;
            Article article = Article.builder(
                            RightsChecker.PREFIX + "article-" + number,
                            "Harbour council votes on bridge number " + number,
                            nowMillis - PUBLISHED_AGO.toMillis() + number)
                    .body("The council of the harbour met about " + category + " and bridge " + number + ".")
                    .category(category)
                    .language("en")
                    .source("Harbour Post")
                    .expiresAtMillis(expiresAtMillis)
                    .build();
            articles.put(article.id(), article);
            if (expiresAtMillis == Article.NEVER) {
                live.add(article.id());
            }
            newsroom.send(TimedEvent.Announced.of(article), any());
        }
        newsroom.flush();
        newsroom.awaitRead();
    }

    private void round(int round, Fault fault) throws IOException, InterruptedException {
        List<String> erased = readers("erased-" + round, ERASED_READERS);
        List<String> returning = readers("returning-" + round, RETURNING_READERS);
        List<String> kept = readers("staying-" + round, KEPT_READERS);
        List<String> all = new ArrayList<>();
        List.of(erased, returning, kept).forEach(all::addAll);
        List<String> readersWithLists = every(all, 2);
        readersWithLists.forEach(userId -> click(userId, System.currentTimeMillis(), any()));
        newsroom.flush();
        awaitLists(readersWithLists);

        cluster.haltInstances();
        shuffled(all).forEach(userId -> click(userId, System.currentTimeMillis(), any()));
        newsroom.flush();
        List<String> erasures = new ArrayList<>(erased);
        erasures.addAll(returning);
        shuffled(erasures)
                .forEach(userId -> newsroom.send(new TimedEvent.Erased(userId, System.currentTimeMillis()), any()));
        withdrawMostListed();
        correctOne();
        newsroom.flush();
        Fault injected = fault.kind().isOfBroker() ? fault.at(leaderOfClicksOnly(fault.target())) : fault;
        LOG.info("rights, round {}: {}", round, injected);
        if (fault.kind().isOfBroker()) {
            cluster.inject(injected, cluster::resumeInstances);
        } else {
            cluster.resumeInstances();
            cluster.inject(injected, () -> {});
        }

        awaitAfterErasure();
        returning.forEach(userId -> click(userId, System.currentTimeMillis(), any()));
        withdrawMostListed();
        correctOne();
        newsroom.flush();
    }

    /** Waits until the clock is later than every erasure. */
    private static void awaitAfterErasure() {
        long sentMillis = System.currentTimeMillis();
        Eventually.await().pollInterval(Duration.ofMillis(5)).until(() -> System.currentTimeMillis() > sentMillis);
    }

    /**
     * Index of a broker that leads a partition of clicks but not the same partition of erasures, so that one of both is
     * delayed; {@code fallback} if there is none.
     */
    private int leaderOfClicksOnly(int fallback) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", newsroom.bootstrapServers()))) {
            Map<Integer, Integer> clicks = leaders(admin, NAMES.of(Topics.CLICKS));
            Map<Integer, Integer> erasures = leaders(admin, NAMES.of(Topics.ERASURES));
            return clicks.entrySet().stream()
                    .filter(leader -> !leader.getValue().equals(erasures.get(leader.getKey())))
                    .map(leader -> leader.getValue() - 1)
                    .filter(broker -> broker >= 0 && broker < TrialCluster.BROKERS)
                    .findFirst()
                    .orElse(fallback);
        }
    }

    private static Map<Integer, Integer> leaders(Admin admin, String topic) {
        Map<Integer, Integer> leaders = new HashMap<>();
        for (TopicPartitionInfo partition : Eventually.resultOf(
                        admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic)
                .partitions()) {
            if (partition.leader() != null) {
                leaders.put(partition.partition(), partition.leader().id());
            }
        }
        return leaders;
    }

    /** Withdraws the article that is in most lists, so that many lists have to be replaced. */
    private void withdrawMostListed() {
        Map<String, Long> listed = new TreeMap<>();
        for (Recommendations list : lists.all()) {
            list.articleIds().stream().filter(live::contains).forEach(id -> listed.merge(id, 1L, Long::sum));
        }
        String articleId = listed.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(live.get(0));
        live.remove(articleId);
        newsroom.send(new TimedEvent.Withdrawn(articleId, System.currentTimeMillis()), any());
    }

    /** Corrects the category of a random article. */
    private void correctOne() {
        Article article = articles.get(live.get(random.nextInt(live.size())));
        int category = CATEGORIES.indexOf(article.category());
        Article corrected = article.toBuilder()
                .category(CATEGORIES.get((category + 1) % CATEGORIES.size()))
                .build();
        articles.put(corrected.id(), corrected);
        newsroom.send(new TimedEvent.Announced(corrected, System.currentTimeMillis()), any());
    }

    private void click(String userId, long atMillis, Partitioning partitioning) {
        String articleId = live.get(random.nextInt(live.size()));
        Click click = new Click(userId, articleId, atMillis, "event-" + eventIds++, null, ClickKind.CLICK, 0, Map.of());
        newsroom.send(new TimedEvent.Clicked(click), partitioning);
    }

    private void awaitLists(List<String> userIds) {
        Set<String> missing = new HashSet<>(userIds);
        Eventually.await("lists of " + missing).until(() -> {
            missing.removeIf(userId -> lists.latest(userId) != null);
            return missing.isEmpty();
        });
    }

    private Partitioning any() {
        return random.nextBoolean() ? Partitioning.MURMUR2 : Partitioning.CRC32;
    }

    private List<String> shuffled(List<String> userIds) {
        List<String> shuffled = new ArrayList<>(userIds);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static List<String> readers(String name, int count) {
        List<String> userIds = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            userIds.add(RightsChecker.PREFIX + name + "-" + number);
        }
        return userIds;
    }

    private static List<String> every(List<String> userIds, int step) {
        List<String> some = new ArrayList<>();
        for (int index = 0; index < userIds.size(); index += step) {
            some.add(userIds.get(index));
        }
        return some;
    }
}
