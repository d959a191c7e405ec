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
 * Erasures, withdrawals, corrections and expiries in the midst of faults. Before each fault all instances are halted
 * while clicks of some readers, then their erasures, a withdrawal and a correction are sent, so that the instances find
 * them all at once and in whatever order the brokers answer; half of it goes to the partitions that CRC-32 chooses.
 * After the fault some of the erased readers click again, and another article is withdrawn. Times are those of the
 * clock: what is promised to people follows the clock. The same seed sends the same.
 */
final class RightsTrial {
    private static final Logger LOG = LoggerFactory.getLogger(RightsTrial.class);
    private static final TopicNames NAMES = TopicNames.withDefaultPrefix();
    private static final String READERS_CHANGELOG = TrialCluster.APPLICATION_ID + "-readers-changelog";
    private static final String WAITING_CHANGELOG = TrialCluster.APPLICATION_ID + "-waiting-lists-changelog";
    /** So that compaction comes round within the trial. */
    private static final Map<String, String> COMPACT_AT_ONCE = Map.of(
            TopicConfig.SEGMENT_MS_CONFIG, "1000",
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "1000",
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.001");

    /** ... and the cleaner does not rest for fifteen seconds between two looks. */
    private static final Map<String, String> CLEAN_AT_ONCE = Map.of("log.cleaner.backoff.ms", "500");

    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(2);
    private static final int ARTICLES = 30;
    private static final int IDLE_READERS = 12;
    private static final int ERASED_READERS = 20;
    private static final int RETURNING_READERS = 5;
    private static final int STAYING_READERS = 5;
    private static final List<String> CATEGORIES = List.of("city", "sport", "science");
    /** Articles that expire during the trial, one after another. */
    private static final int EXPIRING = 6;

    /** So long at least, with each fault; the expiries are spread over all of them. */
    private static final Duration FAULT = Duration.ofSeconds(8);

    private static final Duration PUBLISHED_AGO = Duration.ofHours(2);
    /** Longer than any reader counts as active. */
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
     * What came of it.
     *
     * @param what how much there was to check
     * @param violations what is not as it must be when time is over, each in a line
     * @param heldAfterMillis from when all events were read until nothing was left of what had to go
     */
    record Outcome(String what, List<String> violations, long heldAfterMillis) {
        static final Outcome NONE = new Outcome("no erasures", List.of(), 0);

        @Override
        public String toString() {
            return what + ": "
                    + (violations.isEmpty()
                            ? "all in effect " + heldAfterMillis + " ms after all events were read"
                            : RightsChecker.told(violations));
        }
    }

    /**
     * Runs it and checks what came of it, again and again until all is well or time is over.
     *
     * @param within how long after all events were read nothing may be left of what had to go
     */
    Outcome run(List<Fault> faults, Duration within) throws IOException, InterruptedException {
        List<String> unbounded = RightsChecker.unbounded(newsroom, List.of(READERS_CHANGELOG, WAITING_CHANGELOG));
        newsroom.set(READERS_CHANGELOG, COMPACT_AT_ONCE);
        newsroom.setBrokers(CLEAN_AT_ONCE);
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
                        keepChangelogGoing();
                        return violations.isEmpty();
                    });
        } catch (ConditionTimeoutException e) {
            LOG.warn("rights, {} after all events were read: {}", within, RightsChecker.told(violations));
        }
        long heldAfterMillis = (System.nanoTime() - readNanos) / 1_000_000;
        violations.addAll(unbounded);
        return new Outcome(checker.toString(), violations, heldAfterMillis);
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
     * One event of each kind where murmur2 of its key would not put it. Instances that a fault ended have forgotten
     * what they counted; those that run now must count something.
     */
    private void sendMisplaced() {
        String clicking = misplaced(Topics.CLICKS, readers("elsewhere", 100));
        click(clicking, System.currentTimeMillis(), Partitioning.CRC32);
        String erased = misplaced(Topics.ERASURES, readers("never-here", 100));
        newsroom.send(new TimedEvent.Erased(erased, System.currentTimeMillis()), Partitioning.CRC32);
        Article article = articles.get(misplaced(Topics.ARTICLES, live));
        newsroom.send(new TimedEvent.Announced(article, System.currentTimeMillis()), Partitioning.CRC32);
    }

    /** The first of these keys that CRC-32 puts on another partition than murmur2. */
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

    /** Kafka closes a segment when the next record comes, and compacts closed ones only: a click on every partition. */
    private void keepChangelogGoing() {
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

    /** @param expiring within how long the articles expire that do */
    private void announce(Duration expiring) {
        long nowMillis = System.currentTimeMillis();
        for (int number = 0; number < ARTICLES; number++) {
            String category = CATEGORIES.get(number % CATEGORIES.size());
            long expiresAtMillis = number < EXPIRING
                    ? nowMillis
                            + expiring.multipliedBy(number + 1)
                                    .dividedBy(EXPIRING)
                                    .toMillis()
                    : Article.NEVER;
            Article article = new Article(
                    RightsChecker.PREFIX + "article-" + number,
                    "Harbour council votes on bridge number " + number,
                    "The council of the harbour met about " + category + " and bridge " + number + ".",
                    category,
                    List.of(),
                    "en",
                    "Harbour Post",
                    null,
                    nowMillis - PUBLISHED_AGO.toMillis() + number,
                    expiresAtMillis);
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
        List<String> staying = readers("staying-" + round, STAYING_READERS);
        List<String> all = new ArrayList<>();
        List.of(erased, returning, staying).forEach(all::addAll);
        List<String> known = every(all, 2);
        known.forEach(userId -> click(userId, System.currentTimeMillis(), any()));
        newsroom.flush();
        awaitLists(known);

        cluster.haltInstances();
        shuffled(all).forEach(userId -> click(userId, System.currentTimeMillis(), any()));
        newsroom.flush();
        List<String> asked = new ArrayList<>(erased);
        asked.addAll(returning);
        shuffled(asked)
                .forEach(userId -> newsroom.send(new TimedEvent.Erased(userId, System.currentTimeMillis()), any()));
        withdrawMostListed();
        correctOne();
        newsroom.flush();
        Fault struck = fault.kind().isOfBroker() ? fault.at(leaderOfClicksOnly(fault.target())) : fault;
        LOG.info("rights, round {}: {}", round, struck);
        if (fault.kind().isOfBroker()) {
            cluster.suffer(struck, cluster::resumeInstances);
        } else {
            cluster.resumeInstances();
            cluster.suffer(struck, () -> {});
        }

        awaitAfterErasure();
        returning.forEach(userId -> click(userId, System.currentTimeMillis(), any()));
        withdrawMostListed();
        correctOne();
        newsroom.flush();
    }

    /** The clock shows a later moment than any erasure has. */
    private static void awaitAfterErasure() {
        long sentMillis = System.currentTimeMillis();
        Eventually.await().pollInterval(Duration.ofMillis(5)).until(() -> System.currentTimeMillis() > sentMillis);
    }

    /**
     * A broker that leads clicks of readers whose erasures another one leads, so that one of both comes late; the
     * fault's own target if there is none.
     */
    private int leaderOfClicksOnly(int otherwise) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", newsroom.bootstrapServers()))) {
            Map<Integer, Integer> clicks = leaders(admin, NAMES.of(Topics.CLICKS));
            Map<Integer, Integer> erasures = leaders(admin, NAMES.of(Topics.ERASURES));
            return clicks.entrySet().stream()
                    .filter(leader -> !leader.getValue().equals(erasures.get(leader.getKey())))
                    .map(leader -> leader.getValue() - 1)
                    .filter(broker -> broker >= 0 && broker < TrialCluster.BROKERS)
                    .findFirst()
                    .orElse(otherwise);
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

    /** Withdraws the article that most lists hold now, so that many have to be sent without it. */
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

    /** Gives an article another category than it has. */
    private void correctOne() {
        Article article = articles.get(live.get(random.nextInt(live.size())));
        int category = CATEGORIES.indexOf(article.category());
        Article corrected = new Article(
                article.id(),
                article.title(),
                article.body(),
                CATEGORIES.get((category + 1) % CATEGORIES.size()),
                article.tags(),
                article.language(),
                article.source(),
                article.url(),
                article.publishedAtMillis(),
                article.expiresAtMillis());
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
