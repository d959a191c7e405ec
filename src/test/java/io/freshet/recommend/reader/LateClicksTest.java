package io.freshet.recommend.reader;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.recommend.Recommender;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.Ranker;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what a reader's clicks teach in any order against what they teach in order. */
class LateClicksTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    private static RecommenderFixture newsroom() {
        RecommenderFixture newsroom = new RecommenderFixture();
        for (int topic = 0; topic < 100; topic++) {
            float[] content = new float[RecommenderFixture.DIMENSION];
            content[topic % RecommenderFixture.DIMENSION] = 1;
            newsroom.publish(
                    article("a" + topic, "Title " + topic, "category-" + topic % 5, START - 90 * HOUR, content));
        }
        return newsroom;
    }

    private static Click click(String articleId, long atMillis) {
        return new Click(
                "r",
                articleId,
                atMillis,
                "e" + atMillis,
                null,
                ClickKind.CLICK,
                0,
                Map.of("device", "d" + atMillis % 3));
    }

    /** A few sessions hours apart, with repeats within a session and, where wanted, of articles of other sessions. */
    private static List<Click> sessions(Random random, boolean returns) {
        List<Click> clicks = new ArrayList<>();
        long now = START;
        int articles = 0;
        for (int session = 0; session < 5; session++) {
            now += 3 * HOUR + random.nextInt(1_000);
            List<String> ids = new ArrayList<>();
            for (int read = 0; read < 1 + random.nextInt(8); read++) {
                now += 1 + random.nextInt((int) (2 * MINUTE));
                boolean repeats = !ids.isEmpty() && random.nextInt(4) == 0;
                String articleId = repeats ? ids.get(random.nextInt(ids.size())) : "a" + articles++;
                if (returns && random.nextInt(4) == 0) {
                    articleId = "a" + random.nextInt(articles + 1);
                }
                ids.add(articleId);
                clicks.add(click(articleId, now));
            }
        }
        return clicks;
    }

    private static RecommenderFixture play(List<Click> clicks) {
        RecommenderFixture newsroom = newsroom();
        clicks.forEach(newsroom::click);
        return newsroom;
    }

    private static List<Click> shuffled(List<Click> clicks, Random random) {
        List<Click> result = new ArrayList<>(clicks);
        Collections.shuffle(result, random);
        return result;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void clicksInAnyOrderLeaveTheReadsTheSessionAndTheCountsOfClicksInOrder(long seed) {
        Random random = new Random(seed);
        for (boolean returns : new boolean[] {false, true}) {
            List<Click> inOrder = sessions(random, returns);
            RecommenderFixture expected = play(inOrder);
            RecommenderFixture actual = play(shuffled(inOrder, random));
            ReaderSnapshot reader = actual.reader("r").snapshot();
            ReaderSnapshot readerInOrder = expected.reader("r").snapshot();

            assertThat(reader.reads()).as("seed %d", seed).isEqualTo(readerInOrder.reads());
            assertThat(reader.session()).as("seed %d", seed).isEqualTo(readerInOrder.session());
            assertThat(reader.segments()).as("seed %d", seed).isEqualTo(readerInOrder.segments());
            if (!returns) {
                assertThat(reader.habits().reads())
                        .as("seed %d", seed)
                        .isEqualTo(readerInOrder.habits().reads());
            }
            expected.items.forEach((articleId, item) -> {
                ItemState late = actual.item(articleId);
                assertThat(late.clickCount()).isEqualTo(item.clickCount());
                assertThat(late.activity().lastReadMillis())
                        .isEqualTo(item.activity().lastReadMillis());
                for (int index = 0; index < HalfLives.READS.size(); index++) {
                    assertThat(late.activity().clicks().sum(index))
                            .isCloseTo(item.activity().clicks().sum(index), within(1e-9));
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noClickIsToldToFollowALaterOneAndTheFirstOfEachSessionIsToldAsFirst(long seed) {
        Random random = new Random(seed);
        List<Click> inOrder = sessions(random, false);
        Map<String, Long> firstReads = new HashMap<>();
        inOrder.forEach(click -> firstReads.putIfAbsent(click.articleId(), click.atMillis()));
        List<Long> sessionStarts = new ArrayList<>();
        long before = 0;
        for (Click click : inOrder) {
            if (click.atMillis() - before > HOUR) {
                sessionStarts.add(click.atMillis());
            }
            before = click.atMillis();
        }
        RecommenderFixture newsroom = newsroom();
        Map<String, Integer> steps = new HashMap<>();
        for (Click click : shuffled(inOrder, random)) {
            ClickOutcome outcome = newsroom.click(click);
            if (outcome.effect() == ClickOutcome.Effect.READ) {
                steps.merge(click.articleId(), 1, Integer::sum);
            }
            for (ItemSignal signal : outcome.signals()) {
                if (signal instanceof ItemSignal.Followed followed) {
                    assertThat(firstReads.get(followed.articleId()))
                            .as("seed %d, %s", seed, followed)
                            .isLessThan(followed.atMillis());
                } else if (signal instanceof ItemSignal.Read read
                        && outcome.effect() == ClickOutcome.Effect.READ
                        && sessionStarts.contains(click.atMillis())) {
                    assertThat(read.segments()).as("seed %d, %s", seed, read).containsEntry(Visit.SEGMENT, "first");
                }
            }
        }
        assertThat(steps.values())
                .as("each article is read once and then repeated")
                .containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void meansStayNearThoseOfClicksInOrder(long seed) {
        Random random = new Random(seed);
        List<Click> inOrder = new ArrayList<>();
        for (int read = 0; read < 40; read++) {
            inOrder.add(click("a" + (10 * (read / 10) + random.nextInt(100)) % 100, START + read * HOUR));
        }
        // One in four comes up to ten clicks late.
        List<Click> late = new ArrayList<>(inOrder);
        Map<Click, Integer> arrivals = new HashMap<>();
        for (int index = 0; index < late.size(); index++) {
            arrivals.put(late.get(index), index + (random.nextInt(4) == 0 ? 1 + random.nextInt(10) : 0));
        }
        late.sort(Comparator.comparing(arrivals::get));
        ReaderSnapshot reader = play(late).reader("r").snapshot();
        ReaderSnapshot readerInOrder = play(inOrder).reader("r").snapshot();

        float[] fast = VectorMath.unit(reader.fast().toArray());
        float[] fastInOrder = VectorMath.unit(readerInOrder.fast().toArray());
        float[] slow = VectorMath.unit(reader.slow().toArray());
        float[] slowInOrder = VectorMath.unit(readerInOrder.slow().toArray());
        assertThat(VectorMath.dot(fast, fastInOrder)).as("seed %d, fast", seed).isGreaterThan(.95f);
        assertThat(VectorMath.dot(slow, slowInOrder)).as("seed %d, slow", seed).isGreaterThan(.999f);
        assertThat(reader.habits().meanLogAge())
                .as("seed %d", seed)
                .isCloseTo(readerInOrder.habits().meanLogAge(), within(.1));
        for (int index = 0; index < readerInOrder.categories().size(); index++) {
            String label = readerInOrder.categories().get(index).label();
            double weight = reader.categories().stream()
                    .filter(affinity -> affinity.label().equals(label))
                    .mapToDouble(ReaderSnapshot.Affinity::weight)
                    .sum();
            assertThat(weight)
                    .as("seed %d, %s", seed, label)
                    .isCloseTo(readerInOrder.categories().get(index).weight(), within(.3));
        }
    }

    @Test
    void clickOfTheDayBeforeYesterdayDoesNotTurnTheFastMean() {
        RecommenderFixture newsroom = newsroom();
        for (int read = 0; read < 8; read++) {
            newsroom.read("r", "a" + 4 * read, START + read * MINUTE);
        }
        float[] before = VectorMath.unit(newsroom.reader("r").fast);
        newsroom.read("r", "a1", START - 48 * HOUR);

        // It weighs .4 * .6^8, and not the .4 of the latest read.
        assertThat(VectorMath.dot(before, VectorMath.unit(newsroom.reader("r").fast)))
                .isGreaterThan(.999f);
    }

    @Test
    void clickBetweenTwoSessionsJoinsThem() {
        RecommenderFixture newsroom = newsroom();
        newsroom.read("r", "a1", START);
        newsroom.read("r", "a2", START + MINUTE);
        newsroom.read("r", "a3", START + 41 * MINUTE);
        assertThat(newsroom.reader("r").session)
                .isEqualTo(new ReaderSnapshot.Session(START + 41 * MINUTE, START + 41 * MINUTE, 1));

        ClickOutcome late = newsroom.click(Click.of("r", "a4", START + 20 * MINUTE));

        assertThat(newsroom.reader("r").session).isEqualTo(new ReaderSnapshot.Session(START, START + 41 * MINUTE, 4));
        assertThat(((ItemSignal.Read) late.signals().get(0)).context()).containsExactly("a2", "a1");
    }

    @Test
    void lateClickAtTheHeadOfTheSessionHasTheContextOfASessionsFirst() {
        RecommenderFixture newsroom = newsroom();
        newsroom.read("r", "a1", START - 5 * HOUR);
        newsroom.read("r", "a3", START);

        ClickOutcome late = newsroom.click(Click.of("r", "a2", START - 10 * MINUTE));

        assertThat(late.signals())
                .containsExactly(
                        new ItemSignal.Read(
                                "a2",
                                START - 10 * MINUTE,
                                ClickKind.CLICK,
                                List.of("a1"),
                                Map.of(Visit.SEGMENT, "first")),
                        new ItemSignal.Followed("a1", "a2", START - 10 * MINUTE, 0));
    }

    @Test
    void articleReadLaterInAnotherSessionIsReadAndNotRepeated() {
        RecommenderFixture newsroom = newsroom();
        newsroom.read("r", "a1", START - 5 * HOUR);
        newsroom.read("r", "a2", START);

        ClickOutcome late = newsroom.click(Click.of("r", "a2", START - 5 * HOUR + MINUTE));

        assertThat(late.effect()).isEqualTo(ClickOutcome.Effect.READ);
        assertThat(late.signals()).contains(new ItemSignal.Followed("a1", "a2", START - 5 * HOUR + MINUTE, 0));
    }

    @Test
    void articleReadLaterInTheSameEarlierSessionIsRepeated() {
        RecommenderFixture newsroom = newsroom();
        newsroom.read("r", "a2", START - 5 * HOUR + MINUTE);
        newsroom.read("r", "a3", START);

        assertThat(newsroom.click(Click.of("r", "a2", START - 5 * HOUR)).effect())
                .isEqualTo(ClickOutcome.Effect.REPEATED);
    }

    @Test
    void lateClickCountsAsRead() {
        RecommenderFixture newsroom = newsroom();
        newsroom.show("r", List.of("a1", "a2"), START - MINUTE);
        newsroom.read("r", "a3", START);
        newsroom.read("r", "a1", START - 3 * HOUR);

        assertThat(newsroom.reader("r").hasRead("a1")).isTrue();
        assertThat(newsroom.reader("r").timesServed("a1")).isZero();
        assertThat(newsroom.item("a1").popularityAt(START - 3 * HOUR)).isPresent();
        assertThat(newsroom.list("r", START + MINUTE).articleIds()).doesNotContain("a1");
    }

    /** Notes the moments and articles that it is to learn from. */
    private static final class RecordingRanker implements Ranker {
        private final List<Long> momentsMillis = new ArrayList<>();
        private final List<String> learned = new ArrayList<>();
        private final List<List<String>> shown = new ArrayList<>();

        @Override
        public void score(Candidates candidates, float[] scores) {
            for (int index = 0; index < candidates.size(); index++) {
                scores[index] = 0;
            }
        }

        @Override
        public void learn(Candidates before, String articleId) {
            momentsMillis.add(before.nowMillis());
            learned.add(articleId);
        }

        @Override
        public void show(Candidates before, List<String> articleIds) {
            shown.add(articleIds);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rankerLearnsFromNoLateClickAndFromEveryOther(long seed) {
        Random random = new Random(seed);
        RecommenderFixture newsroom = newsroom();
        RecordingRanker ranker = new RecordingRanker();
        Recommender recommender = new Recommender(newsroom.settings, ranker);
        List<Long> inTime = new ArrayList<>();
        long latest = 0;
        for (Click click : shuffled(sessions(random, false), random)) {
            recommender.trainOnRead(newsroom.reader("r"), newsroom.catalogue, click, click.atMillis());
            newsroom.click(click);
            if (click.atMillis() >= latest) {
                inTime.add(click.atMillis());
            }
            latest = Math.max(latest, click.atMillis());
        }
        assertThat(ranker.momentsMillis).as("seed %d", seed).isEqualTo(inTime);
    }

    @Test
    void impressionThatAReadHasAnsweredIsNotShownToTheRanker() {
        RecommenderFixture newsroom = newsroom();
        RecordingRanker ranker = new RecordingRanker();
        Recommender recommender = new Recommender(newsroom.settings, ranker);
        newsroom.read("r", "a1", START);

        Stream.of(
                        new Impression("r", List.of("a1", "a2"), START - MINUTE, null),
                        new Impression("r", List.of("a2", "a3"), START - MINUTE, null),
                        new Impression("r", List.of("a1", "a4"), START + MINUTE, null))
                .forEach(each -> recommender.observeImpression(newsroom.reader("r"), newsroom.catalogue, each, START));

        assertThat(ranker.shown).containsExactly(List.of("a2", "a3"), List.of("a1", "a4"));
    }
}
