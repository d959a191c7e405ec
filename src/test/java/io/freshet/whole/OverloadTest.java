package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.Eventually;
import io.freshet.codec.contract.Topics;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.event.Trigger;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.NewsroomSettings.ActivityRates;
import io.freshet.newsroom.NewsroomSettings.EventFaults;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.recommend.settings.ReaderSettings;
import io.freshet.recommend.settings.TrendingSettings;
import io.freshet.topology.context.TopologySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A burst of clicks, all on the topic before the first can be answered. One of five clicks is by a random reader on one
 * hot article, one is by a program that promotes its article, and three are by random readers on random articles. Some
 * clicks are sent twice and some are malformed. The outcome is compared with a naive count.
 */
class OverloadTest {
    private static final Logger LOG = LoggerFactory.getLogger(OverloadTest.class);
    private static final long START_MILLIS =
            Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final long SEED = 20_250_303;
    private static final int CLICKS = 16_000;
    /** Small, so that all clicks are within one minute, the period of the limit per reader. */
    private static final int STEP_MILLIS = 2;

    private static final int READERS = 800;
    private static final int REPEATED_EVERY = 51;
    private static final int MALFORMED_EVERY = 1_000;
    private static final String MALFORMED = "<html>502 Bad Gateway</html>";
    private static final String PROGRAM = "program";
    private static final int PROGRAM_CLICKS_COUNTED = ReaderSettings.DEFAULTS.clicksPerMinuteMax();

    /** Below the default, so that a burst of seconds is reported as lag and the limit of deferred lists is reached. */
    private static final Duration BEHIND_AFTER = Duration.ofMillis(50);

    private static final int DEFERRED_LISTS_MAX = 100;

    @TempDir
    private static Path directory;

    private static Instance instance;
    private static final TaskLoad LOAD = new TaskLoad();
    private static final ReadTally TALLY = new ReadTally();
    private static final Map<String, Click> LATEST = new HashMap<>();
    private static String hotArticle = "";
    private static String articleOfProgram = "";
    private static long malformed;
    private static long rateLimited;

    @BeforeAll
    static void sendBurstAndAwaitProcessing() throws InterruptedException {
        instance = Instance.start(directory, new TopologySettings.Overload(BEHIND_AFTER, DEFERRED_LISTS_MAX), LOAD);
        announce();
        long startNanos = System.nanoTime();
        sendBurst();
        instance.newsroom.flush();
        long sentNanos = System.nanoTime();
        instance.newsroom.awaitRead();
        long readNanos = System.nanoTime();
        Eventually.await("no task lags").until(LOAD::isIdle);
        // Related lists are published much later and are not tested here.
        instance.awaitQuiet(Set.of(Topics.RELATED));
        LOG.info(
                "{} clicks sent in {} ms and read after {} ms, lag at most {} ms; {} counted, {} lists for them,"
                        + " {} lists coalesced, at most {} deferred lists per task",
                instance.newsroom.sent().get("clicks"),
                Duration.ofNanos(sentNanos - startNanos).toMillis(),
                Duration.ofNanos(readNanos - startNanos).toMillis(),
                LOAD.lagMillisMax(),
                instance.counts.accepted("clicks"),
                LOAD.lists(Trigger.CLICK),
                LOAD.coalesced(),
                LOAD.deferredListsMax());
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    /** Sends half a day of articles and waits until they are processed. */
    private static void announce() {
        SimulatedNewsroom simulated = new SimulatedNewsroom(
                new NewsroomSettings(SEED, START_MILLIS, READERS, new ActivityRates(1, 80), EventFaults.NONE, 0));
        for (TimedEvent event = simulated.next(); event.atMillis() < START_MILLIS; event = simulated.next()) {
            if (event instanceof TimedEvent.Announced) {
                TALLY.add(event);
                instance.newsroom.send(event);
            }
        }
        instance.newsroom.flush();
        instance.newsroom.awaitRead();
    }

    private static void sendBurst() {
        List<String> articleIds = List.copyOf(TALLY.remaining().keySet());
        hotArticle = articleIds.get(0);
        articleOfProgram = articleIds.get(1);
        List<String> others = articleIds.subList(2, articleIds.size());
        SplittableRandom random = new SplittableRandom(SEED);
        for (int number = 0; number < CLICKS; number++) {
            long atMillis = START_MILLIS + (long) number * STEP_MILLIS;
            String userId = "reader-" + random.nextInt(READERS);
            // The first half of the articles is read three times as often as the second.
            String other = others.get(Math.min(random.nextInt(others.size()), random.nextInt(others.size())));
            if (number % 5 == 0) {
                read(userId, hotArticle, atMillis, number);
            } else if (number % 5 == 1) {
                clickByProgram(atMillis, number);
            } else {
                read(userId, other, atMillis, number);
            }
            if (number % MALFORMED_EVERY == 0) {
                instance.newsroom.send(Topics.CLICKS, userId, MALFORMED.getBytes(StandardCharsets.UTF_8));
                malformed++;
            }
        }
    }

    private static void read(String userId, String articleId, long atMillis, int number) {
        Click click = new Click(userId, articleId, atMillis, "click-" + number, null, ClickKind.CLICK, 0, Map.of());
        LATEST.put(userId, click);
        for (int times = number % REPEATED_EVERY == 0 ? 2 : 1; times > 0; times--) {
            TALLY.add(new TimedEvent.Clicked(click));
            instance.newsroom.send(new TimedEvent.Clicked(click));
        }
    }

    /** Sends a click of the program; the naive count has only the clicks up to the limit per minute. */
    private static void clickByProgram(long atMillis, int number) {
        TimedEvent.Clicked clicked = new TimedEvent.Clicked(Click.of(PROGRAM, articleOfProgram, atMillis));
        if (number / 5 < PROGRAM_CLICKS_COUNTED) {
            LATEST.put(PROGRAM, clicked.click());
            TALLY.add(clicked);
        } else {
            rateLimited++;
        }
        instance.newsroom.send(clicked);
    }

    @Test
    void everyClickSentIsAccountedFor() {
        EventCounts counts = instance.counts;
        long rejected =
                counts.reasons().values().stream().mapToLong(Long::longValue).sum();

        assertThat(counts.accepted("clicks") + counts.duplicates("clicks") + counts.rateLimited("clicks") + rejected)
                .isEqualTo(instance.newsroom.sent().get("clicks"))
                .isGreaterThan(CLICKS);
        assertThat(counts.accepted("clicks")).isEqualTo(TALLY.clicks() - TALLY.repeats());
        assertThat(counts.duplicates("clicks")).isEqualTo(TALLY.repeats()).isPositive();
        assertThat(counts.rateLimited("clicks")).isEqualTo(rateLimited).isEqualTo(CLICKS / 5 - PROGRAM_CLICKS_COUNTED);
        assertThat(counts.reasons()).isEqualTo(Map.of("clicks not-json", malformed));
    }

    @Test
    void onlyMalformedClicksBecomeDeadLetters() {
        List<ReadDeadLetter> letters = instance.newsroom.committed("freshet.dead-letters").stream()
                .map(letter -> ReadDeadLetter.of(letter.value(), letter.headers()))
                .toList();

        assertThat(letters)
                .hasSize((int) malformed)
                .containsOnly(new ReadDeadLetter("freshet.clicks", "not-json", MALFORMED));
    }

    @Test
    void lagIsReportedDuringTheBurstAndIsZeroAfterwards() {
        assertThat(LOAD.tasks()).isEqualTo(4);
        assertThat(LOAD.lagMillisMax()).isGreaterThan(4 * BEHIND_AFTER.toMillis());
        assertThat(LOAD.isIdle()).isTrue();
    }

    @Test
    void listsOfOneReaderAreCoalescedAndDeferredListsAreLimited() {
        long counted = instance.counts.accepted("clicks");

        assertThat(LOAD.coalesced()).isPositive();
        assertThat(LOAD.lists(Trigger.CLICK))
                .isEqualTo(counted - LOAD.coalesced())
                .isGreaterThanOrEqualTo(LATEST.size());
        assertThat(instance.newsroom.committed("freshet.recommendations"))
                .as("lists on the topic are the measured lists")
                .hasSize((int) LOAD.lists());
        assertThat(LOAD.deferredListsMax()).isPositive().isLessThanOrEqualTo(DEFERRED_LISTS_MAX);
    }

    @Test
    void everyReaderHasAListThatIncludesTheirLatestClick() {
        Map<String, Recommendations> lists = instance.newsroom.latest(Topics.RECOMMENDATIONS);

        assertThat(lists.keySet()).isEqualTo(LATEST.keySet());
        lists.forEach((userId, list) -> {
            Click latest = LATEST.get(userId);
            assertThat(list.asOfMillis()).as(userId).isGreaterThanOrEqualTo(latest.atMillis());
            assertThat(list.articleIds()).as(userId).isNotEmpty().doesNotContain(latest.articleId());
        });
    }

    @Test
    void readsOfEveryArticleAreCountedExactly() {
        assertThat(TALLY.reads().get(hotArticle)).isEqualTo(CLICKS / 5);
        Learned.of(instance.newsroom, Instance.APPLICATION_ID)
                .assertCounts(TALLY, ReaderSettings.DEFAULTS.memory().readsMax());
    }

    @Test
    void mostReadListEqualsTheNaiveListWithTheProgramsClicksLimited() {
        List<Trending.Item> naive = TALLY.reads().entrySet().stream()
                .map(reads -> new Trending.Item(reads.getKey(), reads.getValue()))
                .sorted(Comparator.comparingLong(Trending.Item::clicks)
                        .reversed()
                        .thenComparing(Trending.Item::articleId))
                .collect(Collectors.toList());
        assertThat(naive.get(0).articleId()).isEqualTo(hotArticle);
        assertThat(naive).contains(new Trending.Item(articleOfProgram, PROGRAM_CLICKS_COUNTED));

        int size = TrendingSettings.DEFAULTS.size();
        Map<String, Trending> lists = instance.newsroom.latest(Topics.TRENDING);
        for (String scope : List.of("all/1h", "all/24h", "all/7d")) {
            assertThat(lists.get(scope))
                    .as(scope)
                    .isNotNull()
                    .extracting(Trending::items)
                    .isEqualTo(naive.subList(0, size));
        }
    }
}
