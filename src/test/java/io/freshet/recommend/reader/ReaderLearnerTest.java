package io.freshet.recommend.reader;

import static io.freshet.recommend.RecommenderFixture.START;
import static io.freshet.recommend.RecommenderFixture.article;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.recommend.RecommenderFixture;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReaderLearnerTest {
    private static final long MINUTE = 60_000;

    private final RecommenderFixture newsroom = new RecommenderFixture();

    private static Click click(String articleId, long atMillis, String eventId, ClickKind kind) {
        return new Click("r", articleId, atMillis, eventId, null, kind, 0, Map.of("device", "phone"));
    }

    private ClickOutcome read(String articleId, long atMillis) {
        return newsroom.click(Click.of("r", articleId, atMillis));
    }

    @Test
    void aReadTellsItsOwnArticleAndTheOneReadBefore() {
        read("a", START);
        read("b", START + MINUTE);
        ClickOutcome outcome = newsroom.click(click("c", START + 2 * MINUTE, "e", ClickKind.LIKE));

        long at = START + 2 * MINUTE;
        assertThat(outcome.effect()).isEqualTo(ClickOutcome.Effect.READ);
        assertThat(outcome.signals())
                .containsExactly(
                        new ItemSignal.Read(
                                "c",
                                at,
                                ClickKind.LIKE,
                                List.of("b", "a"),
                                Map.of("device", "phone", "freshet.visit", "onward")),
                        new ItemSignal.Followed("b", "c", at, 0));
    }

    @Test
    void aWiderWindowTellsTheArticlesReadBeforeThatToo() {
        RecommendSettings defaults = RecommendSettings.defaults();
        ReaderLearner learner = new ReaderLearner(defaults.withVectors(vectors -> vectors.withFollowedMax(5)));
        Catalogue catalogue = new Catalogue(defaults);
        ReaderState reader = new ReaderState("r", defaults.readers());
        learner.apply(reader, Click.of("r", "a", START), catalogue);
        learner.apply(reader, Click.of("r", "b", START + MINUTE), catalogue);

        assertThat(learner.apply(reader, Click.of("r", "c", START + 2 * MINUTE), catalogue)
                        .signals())
                .contains(
                        new ItemSignal.Followed("b", "c", START + 2 * MINUTE, 0),
                        new ItemSignal.Followed("a", "c", START + 2 * MINUTE, 1));
    }

    @Test
    void aRepeatedEventChangesNothing() {
        newsroom.click(click("a", START, "e", ClickKind.CLICK));
        ReaderSnapshot before = newsroom.reader("r").snapshot();
        ClickOutcome outcome = newsroom.click(click("a", START, "e", ClickKind.CLICK));

        assertThat(outcome).isEqualTo(new ClickOutcome(ClickOutcome.Effect.DUPLICATE, List.of()));
        assertThat(newsroom.reader("r").snapshot()).isEqualTo(before);
        assertThat(newsroom.item("a").clickCount()).isEqualTo(1);
    }

    @Test
    void readerWithThousandsOfClicksAMinuteCountsAsOneWithSixty() {
        for (int click = 0; click < 5_000; click++) {
            ClickOutcome outcome = read("a" + click % 7, START + click * 5L);
            assertThat(outcome.effect() == ClickOutcome.Effect.RATE_LIMITED).isEqualTo(click >= 60);
        }
        ReaderSnapshot after = newsroom.reader("r").snapshot();
        assertThat(reads(7)).isEqualTo(60);

        assertThat(read("late", START - 1).effect()).isEqualTo(ClickOutcome.Effect.RATE_LIMITED);
        assertThat(newsroom.reader("r").snapshot()).isEqualTo(after);
        assertThat(read("b", START + MINUTE).effect()).isEqualTo(ClickOutcome.Effect.READ);
    }

    @Test
    void oneClickWithAWrongClockDoesNotSilenceItsReader() {
        for (int click = 0; click < 60; click++) {
            read("a" + click, START + click);
        }
        assertThat(read("wrong", START + 1_000_000 * MINUTE).effect()).isEqualTo(ClickOutcome.Effect.READ);
        assertThat(read("b", START + MINUTE).effect()).isEqualTo(ClickOutcome.Effect.READ);
    }

    /** Whatever the order and the times of the clicks: alternating between minutes makes no room for more. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void inNoOrderDoMoreClicksCountThanTheLimitTimesTheMinutesAmongThem(long seed) {
        Random random = new Random(seed);
        int minutes = 1 + random.nextInt(40);
        int limit = newsroom.settings.readers().clicksPerMinuteMax();
        Set<Long> seen = new HashSet<>();
        int counted = 0;
        long now = START;
        for (int click = 0; click < 8_000; click++) {
            long atMillis = random.nextInt(3) == 0 ? START + MINUTE * random.nextInt(minutes) : now;
            now = START + MINUTE * ((click / (1 + random.nextInt(50))) % minutes);
            seen.add(Math.floorDiv(atMillis, MINUTE));
            counted += read("a" + click % 11, atMillis).effect() == ClickOutcome.Effect.RATE_LIMITED ? 0 : 1;
            assertThat(counted).as("seed %d, click %d", seed, click).isLessThanOrEqualTo(limit * seen.size());
        }
        assertThat(counted).isEqualTo(reads(11));
    }

    @Test
    void replayThatRunsThroughManyMinutesInASecondIsNotCut() {
        for (int click = 0; click < 5_000; click++) {
            assertThat(read("a" + click, START + click * 7_000L).effect()).isEqualTo(ClickOutcome.Effect.READ);
        }
    }

    @Test
    void lateClickOfAnEarlierSessionLeavesThePresentOneAsItIs() {
        long twoDays = 2 * 24 * 60 * MINUTE;
        read("before", START - twoDays - MINUTE);
        read("a", START);
        read("b", START + MINUTE);
        ReaderSnapshot.Session session = newsroom.reader("r").snapshot().session();

        ClickOutcome late = read("late", START - twoDays);

        assertThat(newsroom.reader("r").snapshot().session()).isEqualTo(session);
        assertThat(session).isEqualTo(new ReaderSnapshot.Session(START, START + MINUTE, 2));
        assertThat(((ItemSignal.Read) late.signals().get(0)).context())
                .as("of its own session")
                .containsExactly("before");
        assertThat(late.signals()).contains(new ItemSignal.Followed("before", "late", START - twoDays, 0));
        assertThat(((ItemSignal.Read) read("c", START + 2 * MINUTE).signals().get(0)).context())
                .containsExactly("b", "a");
    }

    @Test
    void lateClickWithinTheGapBeforeTheSessionBelongsToIt() {
        read("a", START);
        read("b", START + MINUTE);
        read("late", START - 29 * MINUTE);

        assertThat(newsroom.reader("r").snapshot().session())
                .isEqualTo(new ReaderSnapshot.Session(START - 29 * MINUTE, START + MINUTE, 3));
    }

    @Test
    void lateClickOnAnArticleReadSinceDoesNotMakeItOlder() {
        read("a", START);
        read("a", START - 24 * 60 * MINUTE);

        assertThat(newsroom.reader("r").snapshot().reads())
                .containsExactly(new ReaderSnapshot.PastRead("a", START, ClickKind.CLICK));
    }

    @Test
    void offsetsOfAppliedRecordsSurviveStoring() {
        ReaderState reader = newsroom.reader("r");
        assertThat(reader.appliedOffset(ReaderInput.CLICKS)).isEqualTo(-1);
        reader.applied(ReaderInput.CLICKS, 7);
        reader.applied(ReaderInput.REROUTED, 3);

        ReaderState restored = new ReaderState(reader.snapshot(), newsroom.settings.readers());
        assertThat(restored.appliedOffset(ReaderInput.CLICKS)).isEqualTo(7);
        assertThat(restored.appliedOffset(ReaderInput.REROUTED)).isEqualTo(3);
    }

    private int reads(int articles) {
        int reads = 0;
        for (int article = 0; article < articles; article++) {
            reads += (int) newsroom.item("a" + article).clickCount();
        }
        return reads;
    }

    @Test
    void aRepeatedReadInASessionCountsButIsNoStep() {
        read("a", START);
        read("b", START + MINUTE);
        ClickOutcome outcome = read("a", START + 2 * MINUTE);

        assertThat(outcome.effect()).isEqualTo(ClickOutcome.Effect.REPEATED);
        assertThat(newsroom.item("a").clickCount()).isEqualTo(2);
        assertThat(newsroom.item("b").activity().followers().size()).isZero();
        assertThat(newsroom.reader("r").snapshot().session().reads()).isEqualTo(2);
    }

    @Test
    void aNewSessionKeepsAShortContextAndNeverTheArticleItself() {
        for (int index = 0; index < 5; index++) {
            read("a" + index, START + index * MINUTE);
        }
        ClickOutcome outcome = read("a4", START + 60 * MINUTE);

        assertThat(outcome.effect()).isEqualTo(ClickOutcome.Effect.READ);
        assertThat(((ItemSignal.Read) outcome.signals().get(0)).context()).containsExactly("a3", "a2", "a1");
        assertThat(newsroom.reader("r").snapshot().reads()).hasSize(5);
    }

    @Test
    void aLateClickTakesItsPlaceInTime() {
        read("a", START);
        read("c", START + 2 * MINUTE);
        ClickOutcome outcome = read("b", START + MINUTE);

        assertThat(((ItemSignal.Read) outcome.signals().get(0)).context()).containsExactly("a");
        assertThat(newsroom.reader("r").snapshot().reads())
                .extracting(ReaderSnapshot.PastRead::articleId)
                .containsExactly("c", "b", "a");
        assertThat(newsroom.reader("r").lastReadMillis()).isEqualTo(START + 2 * MINUTE);
    }

    @Test
    void aHideIsNoReadAndKeepsTheArticleAway() {
        newsroom.publish(article("a", "Alpha", "sport", START, 1, 0, 0, 0));
        read("b", START);
        ClickOutcome outcome = newsroom.click(click("a", START + 1, "e", ClickKind.HIDE));

        assertThat(outcome)
                .isEqualTo(
                        new ClickOutcome(ClickOutcome.Effect.HIDDEN, List.of(new ItemSignal.Hidden("a", START + 1))));
        assertThat(newsroom.reader("r").snapshot().dislikes().isEmpty()).isFalse();
        assertThat(newsroom.list("r", START + 2).articleIds()).doesNotContain("a");
    }

    @Test
    void impressionsWithoutAClickAreCountedUntilTheClick() {
        ReaderLearner learner = new ReaderLearner(newsroom.settings);
        Impression shown = new Impression("r", List.of("a", "b"), START, null);
        learner.apply(newsroom.reader("r"), shown);
        assertThat(learner.apply(newsroom.reader("r"), shown))
                .containsExactly(new ItemSignal.Shown("a", START), new ItemSignal.Shown("b", START));
        read("b", START + 1);

        assertThat(newsroom.reader("r").snapshot().unreadImpressions())
                .containsExactly(new ReaderSnapshot.UnreadImpressions("a", 2));
    }

    @Test
    void everythingStaysBoundedAndSurvivesStoring() {
        for (int index = 0; index < 400; index++) {
            newsroom.publish(article("p" + index, "Title " + index, "category-" + index, START, index, 1, 2, 3));
            newsroom.click(click("p" + index, START + index * MINUTE, "e" + index, ClickKind.CLICK));
            newsroom.click(click("h" + index, START + index * MINUTE, "h" + index, ClickKind.HIDE));
            new ReaderLearner(newsroom.settings)
                    .apply(newsroom.reader("r"), new Impression("r", List.of("s" + index), START, null));
        }
        newsroom.list("r", START + 400 * MINUTE);
        ReaderSnapshot snapshot = newsroom.reader("r").snapshot();

        assertThat(snapshot.reads()).hasSize(50);
        assertThat(snapshot.hidden()).hasSize(100);
        assertThat(snapshot.unreadImpressions()).hasSize(100);
        assertThat(snapshot.recentEvents()).hasSize(64);
        assertThat(snapshot.categories())
                .hasSize(16)
                .first()
                .satisfies(affinity -> assertThat(affinity.label()).isEqualTo("category-399"));
        assertThat(snapshot.keywords()).hasSize(32);
        assertThat(snapshot.lastList()).isNotNull();
        assertThat(new ReaderState(snapshot, newsroom.settings.readers()).snapshot())
                .isEqualTo(snapshot);
    }

    @Test
    void eventsOfAnotherReaderAreRefused() {
        ReaderLearner learner = new ReaderLearner(newsroom.settings);
        assertThatThrownBy(() -> learner.apply(newsroom.reader("r"), Click.of("other", "a", START), newsroom.catalogue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other");
    }
}
