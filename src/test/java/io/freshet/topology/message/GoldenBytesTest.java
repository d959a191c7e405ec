package io.freshet.topology.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.FullArticle;
import io.freshet.article.ArticleStatistics;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryDiscriminant;
import io.freshet.article.category.CategoryNaiveBayes;
import io.freshet.article.category.CategoryWord;
import io.freshet.article.category.PosteriorCalibration;
import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.MalformedBytesException;
import io.freshet.codec.binary.OtherVersionException;
import io.freshet.codec.contract.StateStore;
import io.freshet.codec.contract.Topic;
import io.freshet.event.ClickKind;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLives;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.ItemStatus;
import io.freshet.recommend.rank.RankerWeights;
import io.freshet.recommend.reader.ClickRate;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.SeenArticles;
import io.freshet.recommend.trending.ReadHistory;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenGap;
import io.freshet.vector.FloatVector;
import io.freshet.words.LearnedWord;
import io.freshet.words.online.WordLearningState;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/**
 * The bytes of the present versions, pinned, and what is read of the former. A failure here means that stored state can no
 * longer be read: raise the version of the layout, and of every layout that holds it, and read the former where that is
 * cheap ({@code docs/how-to/upgrade.md}), before changing what is expected.
 */
class GoldenBytesTest {
    private static final FloatVector UNIT = FloatVector.copyOf(new float[] {0, 1});
    private static final ArticleDescription DESCRIPTION = FullArticle.DESCRIPTION;
    private static final String DESCRIPTION_HEX = "026131 0154 027a68 01 03e7a4be 3fe0000000000000 00 01 0173"
            + "d00f a01f 01 016b 3ff0000000000000 02 00000000 3f800000";
    private static final String ACTIVITY_HEX = "026131"
            + "d00f" + "3ff0000000000000".repeat(7)
            + "d00f"
            + "00" + "0000000000000000".repeat(2)
            + "00" + "0000000000000000".repeat(2)
            + "64 d00f" + "3f800000".repeat(5) + "01 026132" + "3f800000".repeat(5)
            + "20 00 00000000 00"
            + "02 00000000 3f800000"
            + "02 00000000 3f800000";

    @Test
    void catalogue() {
        assertBytes(InternalTopics.CATALOGUE.keySerde(), CatalogueKey.description("a1"), "64 6131");
        assertBytes(InternalTopics.CATALOGUE.keySerde(), CatalogueKey.activity("a1"), "61 6131");
        assertBytes(
                InternalTopics.CATALOGUE.valueSerde(),
                new CatalogueEntry.Described(DESCRIPTION),
                "02 64" + DESCRIPTION_HEX);
        assertBytes(
                InternalTopics.CATALOGUE.valueSerde(), new CatalogueEntry.Activity(activity()), "02 61" + ACTIVITY_HEX);
        assertBytes(InternalTopics.CATALOGUE.keySerde(), CatalogueKey.ANNOUNCING, "6e");
        assertBytes(InternalTopics.CATALOGUE.valueSerde(), new CatalogueEntry.AnnouncedMarker(), "02 6e");
        assertThat(InternalTopics.CATALOGUE
                        .valueSerde()
                        .deserializer()
                        .deserialize("topic", bytes("01 64" + DESCRIPTION_HEX)))
                .as("the former version")
                .isEqualTo(new CatalogueEntry.Described(DESCRIPTION));
    }

    @Test
    void items() {
        ClickBuckets buckets = new ClickBuckets();
        buckets.add(300_000);
        buckets.add(600_000);
        ItemState state = ItemState.restore(activity(), new ItemStatus("c", 5, true), buckets);
        String stateHex = "01" + ACTIVITY_HEX + "01 0163 0a 01 04 01 01" + "00".repeat(22);

        assertBytes(StateStores.ITEMS.valueSerde(), state, stateHex);
    }

    @Test
    void readers() {
        ReaderSnapshot reader = new ReaderSnapshot(
                "u1",
                List.of(new ReaderSnapshot.PastRead("a1", 1000, ClickKind.SHARE)),
                UNIT,
                FloatVector.empty(),
                FloatVector.empty(),
                List.of(new ReaderSnapshot.Affinity("c", 1)),
                List.of(),
                List.of("h"),
                List.of(new ReaderSnapshot.UnreadImpressions("s", 3)),
                SeenArticles.of(-2, 5),
                List.of(-1L),
                new ReaderSnapshot.Session(1, 2, 3),
                new ReaderSnapshot.Habits(300, 1, -2),
                new ClickRate(List.of(new ClickRate.Minute(5, 300), new ClickRate.Minute(2, 1))),
                Map.of("device", "tv", "age", "9"),
                new ReaderSnapshot.Applied(70, -1),
                new Recommendations(
                        "u1",
                        "r",
                        1000,
                        900,
                        Trigger.WITHDRAWAL,
                        List.of(new RecommendedArticle(
                                "a2",
                                0.5,
                                List.of(
                                        new Reason.ReadersWentOn("a"),
                                        new Reason.Resembles("b"),
                                        new Reason.SharedKeywords(List.of("c")),
                                        new Reason.Trending("d"),
                                        new Reason.NewInCategory("e"),
                                        new Reason.Exploration())))));

        String upToServed = "027531"
                + "01 026131 d00f 02"
                + "02 00000000 3f800000 00 00"
                + "01 0163 3ff0000000000000 00"
                + "01 0168 01 0173 03";
        String recentEventsToHabits = "01 ffffffffffffffff" + "02 04 03 ac02 3ff0000000000000 c000000000000000";
        String segments = "02 03616765 0139 06646576696365 027476";
        String listUpToGeneratedAt = "01 0172 d00f";
        String listFromTrigger = "02 01 026132 3fe0000000000000" + "06 00 0161 01 0162 02 01 0163 03 0164 04 0165 05";
        Serde<ReaderSnapshot> serde = StateStores.READERS.valueSerde();

        assertBytes(
                serde,
                reader,
                "03" + upToServed + "02 fffffffe 00000005" + recentEventsToHabits + "02 0a ac02 04 01" + segments
                        + "8c01 01" + listUpToGeneratedAt + "880e" + listFromTrigger);
        String listOfFormer = listUpToGeneratedAt + listFromTrigger;
        ReaderSnapshot second = serde.deserializer()
                .deserialize(
                        "topic", bytes("02" + upToServed + recentEventsToHabits + "0a ac02" + segments + listOfFormer));
        assertThat(second.clickRate().minutes()).containsExactly(new ClickRate.Minute(5, 300));
        assertThat(second.applied()).isEqualTo(ReaderSnapshot.Applied.NONE);
        assertThat(second.seen()).isEqualTo(SeenArticles.NONE);
        assertThat(second.lastList().asOfMillis())
                .as("the event time stood in generatedAt")
                .isEqualTo(1000);
        ReaderSnapshot first = serde.deserializer()
                .deserialize("topic", bytes("01" + upToServed + recentEventsToHabits + segments + listOfFormer));
        assertThat(first.clickRate()).isEqualTo(ClickRate.NONE);
        assertBytes(
                serde,
                first,
                "03" + upToServed + "00" + recentEventsToHabits + "00" + segments + "01 01" + listUpToGeneratedAt
                        + "d00f" + listFromTrigger);
    }

    @Test
    void everyFormatBeginsWithItsVersionAndRefusesAnyOtherWithTheRemedy() {
        List<Serde<?>> formats = Stream.concat(
                        InternalTopics.ALL.stream().<Serde<?>>map(Topic::valueSerde),
                        StateStores.ALL.stream()
                                // The JSON of its topic, with a schema in place of a version.
                                .filter(store -> !store.equals(StateStores.TRENDING))
                                .<Serde<?>>map(StateStore::valueSerde))
                .toList();

        assertThat(formats).hasSize(22).allSatisfy(format -> {
            assertThat(format).isInstanceOf(BinarySerde.class);
            assertThatThrownBy(() -> format.deserializer().deserialize("freshet-store-changelog", bytes("08 00")))
                    .isInstanceOf(OtherVersionException.class)
                    .hasMessageContaining("on freshet-store-changelog is of version 8, this build reads")
                    .hasMessageContaining("a newer build wrote it; run that build")
                    .hasMessageContaining("'freshet reset'");
            // No build wrote these: they are no values at all.
            for (String first : List.of("00", "fe")) {
                assertThatThrownBy(() -> format.deserializer().deserialize("topic", bytes(first + " 00")))
                        .isInstanceOf(MalformedBytesException.class)
                        .isNotInstanceOf(OtherVersionException.class)
                        .hasMessageContaining("the version is " + Integer.parseInt(first, 16));
            }
        });
    }

    @Test
    void readsByArticle() {
        Serde<ItemSignal> serde = InternalTopics.READS_BY_ARTICLE.valueSerde();

        assertBytes(
                serde,
                new ItemSignal.Read("a1", 1000, ClickKind.LIKE, List.of("a2"), Map.of("d", "p")),
                "01 72 026131 d00f 01 01 026132 01 0164 0170");
        assertBytes(serde, new ItemSignal.Followed("a1", "a2", 1000, 4), "01 66 026131 d00f 026132 04");
        assertBytes(serde, new ItemSignal.Shown("a1", 1000), "01 65 026131 d00f");
        assertBytes(serde, new ItemSignal.Hidden("a1", -1), "01 68 026131 01");
    }

    @Test
    void words() {
        LearnedWord word = new LearnedWord("地", 200, 1000, UNIT, UNIT);
        String wordHex = "03e59cb0 c801 d00f 02 00000000 3f800000 02 00000000 3f800000";
        Serde<WordEntry> serde = InternalTopics.WORD_VECTORS.valueSerde();

        assertBytes(InternalTopics.WORD_VECTORS.keySerde(), new WordKey.Word("地"), "77 e59cb0");
        assertBytes(InternalTopics.WORD_VECTORS.keySerde(), new WordKey.Statistics("de"), "73 6465");
        assertBytes(InternalTopics.WORD_VECTORS.keySerde(), WordKey.BASE_MODEL, "6d");
        assertBytes(serde, new WordEntry.Learned(word), "02 77" + wordHex);
        assertBytes(StateStores.LEARNED_WORDS.valueSerde(), word, "01" + wordHex);
        CategoryWord labelled = new CategoryWord("x", new int[] {0, 300}, new float[] {1, 2});
        assertBytes(serde, new WordEntry.CategoryCounts(labelled), "02 63 0178 02 00 3f800000 ac02 40000000");
        assertBytes(StateStores.CATEGORY_WORDS.valueSerde(), labelled, "02 0178 02 00 3f800000 ac02 40000000");
        assertBytes(serde, new WordEntry.BaseModel("f0"), "02 6d 026630");
        assertBytes(StateStores.WORD_SNAPSHOTS.valueSerde(), new SnapshotWord(Optional.of(word)), "01 01" + wordHex);
        assertBytes(StateStores.WORD_SNAPSHOTS.valueSerde(), new SnapshotWord(Optional.empty()), "01 00");
        assertBytes(
                StateStores.WORD_LEARNING.valueSerde(),
                new WordLearningState(300, 1000, 200, 3, 4),
                "01 ac02 d00f c801 03 04");
        assertBytes(InternalTopics.WORD_COMMANDS.valueSerde(), WordCommand.SNAPSHOT, "01 00");
        assertBytes(InternalTopics.WORD_COMMANDS.valueSerde(), WordCommand.ROLL_BACK, "01 01");
    }

    @Test
    void statistics() {
        CategoryDiscriminant discriminant =
                new CategoryDiscriminant(List.of("x", "y"), 2, new float[] {1, 0, 0, 1}, new float[] {0, 1});
        CategoryNaiveBayes evidence = new CategoryNaiveBayes(new int[] {3, 300}, new float[] {1, 2}, 3, 5, .5);

        assertBytes(
                InternalTopics.WORD_VECTORS.valueSerde(),
                new WordEntry.Statistics(
                        "de",
                        new ArticleStatistics(7, 300, UNIT, .5, 2, new CategoryClassifier(discriminant, evidence))),
                "02 73 026465 07 ac02 02 00000000 3f800000 3fe0000000000000 4000000000000000 01 02 0178 0179 00000000 3f800000"
                        + "3f800000 00000000 00000000 3f800000"
                        + "03 ac02 3f800000 40000000 4008000000000000 05 3fe0000000000000");
        assertBytes(
                StateStores.ARTICLE_STATISTICS.valueSerde(),
                new ArticleStatisticsState(
                        7,
                        0.5,
                        UNIT,
                        List.of(new ArticleStatisticsState.Category("x", 3, 1, UNIT, 2)),
                        new float[] {1, 0, 1},
                        new PosteriorCalibration.State(.5, 2, 3, -1, 0),
                        new ArticleStatisticsState.Words(4, 300, .5, 2, 3)),
                "04 07 3fe0000000000000 02 00000000 3f800000 01 0178 03 3ff0000000000000 02 00000000 3f800000"
                        + "4000000000000000 3f800000 00000000 3f800000 3fe0000000000000 4000000000000000"
                        + "4008000000000000 bff0000000000000 0000000000000000 04 ac02 3fe0000000000000 4000000000000000 4008000000000000");
    }

    @Test
    void articlesOnTheirWay() {
        assertBytes(
                InternalTopics.ARTICLE_WORDS.valueSerde(),
                new ArticleWords(
                        "a1",
                        "de",
                        List.of(
                                List.of(new StreamToken("x", TokenGap.APART), new StreamToken("y", TokenGap.ADJACENT)),
                                List.of(new StreamToken("z", TokenGap.NUMBER), new StreamToken("z", TokenGap.SPACED))),
                        UNIT,
                        "c",
                        1000,
                        2000),
                "03 026131 026465 02 02 00 0178 03 0179 02 01 017a 02 017a 02 00000000 3f800000 01 0163 d00f a01f");
        ArticleWords former = InternalTopics.ARTICLE_WORDS
                .valueSerde()
                .deserializer()
                .deserialize("topic", bytes("01 026131 01 02 0178 0179 02 00000000 3f800000 01 0163 d00f a01f"));
        assertThat(former.sentences())
                .containsExactly(List.of(new StreamToken("x", TokenGap.APART), new StreamToken("y", TokenGap.APART)));
        assertThat(former.arrivedAtMillis()).isEqualTo(2000);
        ArticleWords later = InternalTopics.ARTICLE_WORDS
                .valueSerde()
                .deserializer()
                .deserialize("topic", bytes("02 026131 01 01 03 0178 02 00000000 3f800000 01 0163 d00f a01f"));
        assertThat(later.language()).isEqualTo("und");
        assertThat(later.sentences()).containsExactly(List.of(new StreamToken("x", TokenGap.ADJACENT)));
        assertBytes(
                InternalTopics.ANNOUNCEMENTS.valueSerde(),
                new ArrivedAnnouncement(new Announcement.Published(DESCRIPTION), 1000, true),
                "02 d00f 01 70" + DESCRIPTION_HEX);
        assertBytes(
                InternalTopics.ANNOUNCEMENTS.valueSerde(),
                new ArrivedAnnouncement(new Announcement.Withdrawn("a1", 2000), 1000),
                "02 d00f 00 77 026131 a01f");
        assertThat(InternalTopics.ANNOUNCEMENTS
                        .valueSerde()
                        .deserializer()
                        .deserialize("topic", bytes("01 d00f 77 026131 a01f")))
                .isEqualTo(new ArrivedAnnouncement(new Announcement.Withdrawn("a1", 2000), 1000));
    }

    @Test
    void reroutedEvents() {
        Serde<ReroutedEvent> serde = InternalTopics.REROUTED_READER_EVENTS.valueSerde();

        assertBytes(serde, new ReroutedEvent("clicks", 1000, new byte[] {1, 2}), "01 06636c69636b73 d00f 01 02 0102");
        assertBytes(serde, new ReroutedEvent("articles", 1000, null), "01 0861727469636c6573 d00f 00");
    }

    @Test
    void erasedReaders() {
        assertBytes(StateStores.ERASED_READERS.valueSerde(), 1000L, "01 d00f");
    }

    @Test
    void articleTexts() {
        Serde<ArticleText> serde = StateStores.ARTICLE_TEXTS.valueSerde();
        byte[] json = "{\"id\":\"新\"}".getBytes(StandardCharsets.UTF_8);

        assertBytes(serde, new ArticleText(json, 300, -2), "02 ac02 fffffffffffffffe 0c 7b226964223a22e696b0227d");
        for (String before : List.of("", " ", "\t", "\r\n", "\n", "\ufeff")) {
            byte[] former = (before + "{\"id\":\"新\"}").getBytes(StandardCharsets.UTF_8);
            assertThat(serde.deserializer().deserialize("topic", former))
                    .as("the JSON alone, as it was before there was a version")
                    .isEqualTo(new ArticleText(former, 0, 0));
        }
    }

    @Test
    void waitingLists() {
        assertBytes(StateStores.DEFERRED_LISTS.valueSerde(), 1000L, "01 d00f");
    }

    @Test
    void rankerWeights() {
        assertBytes(
                InternalTopics.RANKER_WEIGHTS.valueSerde(),
                new RankerWeights(300, 0.5, 1000, UNIT),
                "01 ac02 3fe0000000000000 d00f 02 00000000 3f800000");
    }

    @Test
    void popularity() {
        assertBytes(
                InternalTopics.ARTICLE_POPULARITY.valueSerde(),
                new ArticlePopularity("a1", null, 300_000, 5),
                "01 026131 00 c0cf24 05");
        assertBytes(
                StateStores.TRENDING_BUCKETS.valueSerde(),
                new ReadHistory("a1", "c", 1000, List.of(new ReadHistory.Bucket(300_000, 300_000, 5))),
                "01 026131 01 0163 d00f 01 c0cf24 e0a712 05");
    }

    private static ItemActivity activity() {
        DecayedCounts clicks = new DecayedCounts(HalfLives.READS);
        clicks.add(1000, 1);
        DecayedRows followers = new DecayedRows(HalfLives.FOLLOWERS, 100);
        followers.add("a2", 1000);
        return new ItemActivity(
                "a1",
                new ItemActivity.EventCounts(
                        clicks,
                        1000,
                        new DecayedCounts(HalfLives.IMPRESSIONS),
                        new DecayedCounts(HalfLives.IMPRESSIONS)),
                followers,
                new DecayedRows(HalfLives.SEGMENTS, 32),
                UNIT,
                UNIT);
    }

    private static <T> void assertBytes(Serde<T> serde, T value, String hex) {
        byte[] expected = bytes(hex);
        assertThat(HexFormat.of().formatHex(serde.serializer().serialize("topic", value)))
                .isEqualTo(HexFormat.of().formatHex(expected));
        assertThat(serde.serializer().serialize("topic", serde.deserializer().deserialize("topic", expected)))
                .isEqualTo(expected);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
