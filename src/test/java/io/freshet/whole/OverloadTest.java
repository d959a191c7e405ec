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
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.recommend.settings.TrendingSettings;
import io.freshet.recommend.settings.ReaderSettings;
import io.freshet.recommend.settings.RecommendSettings;
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
 * A burst of clicks that all lie on their topic before the first of them can be answered: of every five one by any
 * reader on the article of the hour, one by a program that wants its article to be the most read, three by any reader
 * on any article; some sent twice, some no clicks at all. What comes of it is held against a naive count.
 */
class OverloadTest {
    private static final Logger LOG = LoggerFactory.getLogger(OverloadTest.class);
    private static final long START_MILLIS =
            Instant.parse("2025-03-03T08:00:00Z").toEpochMilli();
    private static final long SEED = 20_250_303;
    private static final int CLICKS = 16_000;
    /** All within one minute, which is what counts for how many of one reader do. */
    private static final int STEP_MILLIS = 2;

    private static final int READERS = 800;
    private static final int REPEATED_EVERY = 51;
    private static final int MALFORMED_EVERY = 1_000;
    private static final String MALFORMED = "<html>502 Bad Gateway</html>";
    private static final String PROGRAM = "program";
    private static final int COUNTED_OF_PROGRAM =
            ReaderSettings.defaults().clicksPerMinuteMax();

    /** Less than by default: a burst of seconds is told at once, and the bound of who waits is reached. */
    private static final Duration BEHIND_AFTER = Duration.ofMillis(50);

    private static final int WAITING_LISTS_MAX = 100;

    @TempDir
    private static Path directory;

    private static Instance instance;
    private static final TaskLoad LOAD = new TaskLoad();
    private static final ReadTally TALLY = new ReadTally();
    private static final Map<String, Click> LATEST = new HashMap<>();
    private static String hotArticle = "";
    private static String articleOfProgram = "";
    private static long malformed;
    private static long excess;

    @BeforeAll
    static void sendAtOnceAndAwaitTheEnd() throws InterruptedException {
        instance = Instance.start(directory, BEHIND_AFTER, WAITING_LISTS_MAX, LOAD);
        announce();
        long startNanos = System.nanoTime();
        sendBurst();
        instance.newsroom.flush();
        long sentNanos = System.nanoTime();
        instance.newsroom.awaitRead();
        long readNanos = System.nanoTime();
        Eventually.await("no task is behind").until(LOAD::isOver);
        // Related lists follow for long, and nothing here hangs on them.
        instance.awaitQuiet(Set.of(Topics.RELATED));
        LOG.info(
                "{} clicks sent in {} ms and read after {} ms, at most {} ms late; {} counted, {} lists for them,"
                        + " {} spared, at most {} readers of a task waited",
                instance.newsroom.sent().get("clicks"),
                Duration.ofNanos(sentNanos - startNanos).toMillis(),
                Duration.ofNanos(readNanos - startNanos).toMillis(),
                LOAD.clickLagMillisMax(),
                instance.counts.accepted("clicks"),
                LOAD.lists(Trigger.CLICK),
                LOAD.coalesced(),
                LOAD.deferredListsMax());
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    /** Half a day of articles, understood before the first click. */
    private static void announce() {
        SimulatedNewsroom simulated =
                new SimulatedNewsroom(new NewsroomSettings(SEED, START_MILLIS, READERS, 1, 80, 0, 0, 0));
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
        List<String> articleIds = List.copyOf(TALLY.staying().keySet());
        hotArticle = articleIds.get(0);
        articleOfProgram = articleIds.get(1);
        List<String> others = articleIds.subList(2, articleIds.size());
        SplittableRandom random = new SplittableRandom(SEED);
        for (int number = 0; number < CLICKS; number++) {
            long atMillis = START_MILLIS + (long) number * STEP_MILLIS;
            String userId = "reader-" + random.nextInt(READERS);
            // One half of the articles is read three times as often as the other.
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

    /** The first of a minute count, and are what the naive count has of it. */
    private static void clickByProgram(long atMillis, int number) {
        TimedEvent.Clicked clicked = new TimedEvent.Clicked(Click.of(PROGRAM, articleOfProgram, atMillis));
        if (number / 5 < COUNTED_OF_PROGRAM) {
            LATEST.put(PROGRAM, clicked.click());
            TALLY.add(clicked);
        } else {
            excess++;
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
        assertThat(counts.rateLimited("clicks")).isEqualTo(excess).isEqualTo(CLICKS / 5 - COUNTED_OF_PROGRAM);
        assertThat(counts.reasons()).isEqualTo(Map.of("clicks not-json", malformed));
    }

    @Test
    void onlyWhatIsNoClickComesBackAsDeadLetter() {
        List<ReadDeadLetter> letters = instance.newsroom.committed("freshet.dead-letters").stream()
                .map(letter -> ReadDeadLetter.of(letter.value(), letter.headers()))
                .toList();

        assertThat(letters)
                .hasSize((int) malformed)
                .containsOnly(new ReadDeadLetter("freshet.clicks", "not-json", MALFORMED));
    }

    @Test
    void lagIsSeenWhileItLastsAndIsOverAfterwards() {
        assertThat(LOAD.tasks()).isEqualTo(4);
        assertThat(LOAD.clickLagMillisMax()).isGreaterThan(4 * BEHIND_AFTER.toMillis());
        assertThat(LOAD.isOver()).isTrue();
    }

    @Test
    void severalClicksOfOneReaderAreAnsweredByOneListAndFewReadersWaitAtOnce() {
        long counted = instance.counts.accepted("clicks");

        assertThat(LOAD.coalesced()).isPositive();
        assertThat(LOAD.lists(Trigger.CLICK))
                .isLessThanOrEqualTo(counted - LOAD.coalesced())
                .isGreaterThanOrEqualTo(LATEST.size());
        assertThat(instance.newsroom.committed("freshet.recommendations"))
                .as("lists on the topic are those that were told of")
                .hasSize((int) LOAD.lists());
        assertThat(LOAD.deferredListsMax()).isPositive().isLessThanOrEqualTo(WAITING_LISTS_MAX);
    }

    @Test
    void everyReaderHasAListThatAnswersTheirLatestClick() {
        Map<String, Recommendations> lists = instance.newsroom.latest(Topics.RECOMMENDATIONS);

        assertThat(lists.keySet()).isEqualTo(LATEST.keySet());
        lists.forEach((userId, list) -> {
            Click latest = LATEST.get(userId);
            assertThat(list.asOfMillis()).as(userId).isGreaterThanOrEqualTo(latest.atMillis());
            assertThat(list.articleIds()).as(userId).isNotEmpty().doesNotContain(latest.articleId());
        });
    }

    @Test
    void readsOfEveryArticleAreCountedExactlyThoseOfTheHotOneToo() {
        assertThat(TALLY.reads().get(hotArticle)).isEqualTo(CLICKS / 5);
        Learned.of(instance.newsroom, Instance.APPLICATION_ID)
                .assertCounts(TALLY, ReaderSettings.defaults().readsMax());
    }

    @Test
    void mostReadListIsTheNaiveOneInWhichTheProgramHasItsAllowanceOnly() {
        List<Trending.Item> naive = TALLY.reads().entrySet().stream()
                .map(reads -> new Trending.Item(reads.getKey(), reads.getValue()))
                .sorted(Comparator.comparingLong(Trending.Item::clicks)
                        .reversed()
                        .thenComparing(Trending.Item::articleId))
                .collect(Collectors.toList());
        assertThat(naive.get(0).articleId()).isEqualTo(hotArticle);
        assertThat(naive).contains(new Trending.Item(articleOfProgram, COUNTED_OF_PROGRAM));

        int size = TrendingSettings.defaults().size();
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
