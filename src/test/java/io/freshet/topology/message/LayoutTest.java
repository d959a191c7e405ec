package io.freshet.topology.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.AllocatedBytes;
import io.freshet.Fuzz;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.category.PosteriorCalibration;
import io.freshet.codec.binary.MalformedBytesException;
import io.freshet.codec.contract.StateStore;
import io.freshet.codec.contract.Topic;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.item.ItemState;
import io.freshet.vector.FloatVector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayoutTest {
    private static final long SEED = 20261123;
    private static final String TOPIC = "some-topic";

    /** One layout with values for it. */
    record Subject<T>(String name, Serde<T> serde, Function<RandomStates, T> values) {
        byte[] encode(T value) {
            return serde.serializer().serialize(TOPIC, value);
        }

        T decode(byte[] bytes) {
            return serde.deserializer().deserialize(TOPIC, bytes);
        }

        byte[] randomBytes(RandomStates states) {
            return encode(values.apply(states));
        }

        void assertRoundTrip(RandomStates states, String because) {
            T value = values.apply(states);
            byte[] bytes = encode(value);
            T copy = decode(bytes);
            // Some states are mutable or have no equality: then every part of them is compared instead.
            assertThat(copy)
                    .as(because)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    // Their arrays may have room for more, which is no part of the value.
                    .withEqualsForType(DecayedRows::equals, DecayedRows.class)
                    .isEqualTo(value);
            assertThat(encode(copy)).as(because).isEqualTo(bytes);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Subject<?>> subjects() {
        return Stream.of(
                new Subject<>("catalogue", InternalTopics.CATALOGUE.valueSerde(), RandomStates::catalogueEntry),
                new Subject<>(
                        "word-vectors",
                        InternalTopics.WORD_VECTORS.valueSerde(),
                        states -> new WordEntry.Learned(states.word())),
                new Subject<>(
                        "word-vectors statistics",
                        InternalTopics.WORD_VECTORS.valueSerde(),
                        states -> new WordEntry.Statistics("de", states.statistics())),
                new Subject<>(
                        "word-vectors labelled",
                        InternalTopics.WORD_VECTORS.valueSerde(),
                        states -> new WordEntry.CategoryCounts(states.categoryWord())),
                new Subject<>("category-words", StateStores.CATEGORY_WORDS.valueSerde(), RandomStates::categoryWord),
                new Subject<>("article-texts", StateStores.ARTICLE_TEXTS.valueSerde(), RandomStates::articleText),
                new Subject<>(
                        "word-vectors base model",
                        InternalTopics.WORD_VECTORS.valueSerde(),
                        states -> new WordEntry.BaseModel("0f1e2d")),
                new Subject<>("article-words", InternalTopics.ARTICLE_WORDS.valueSerde(), RandomStates::articleWords),
                new Subject<>("announcements", InternalTopics.ANNOUNCEMENTS.valueSerde(), RandomStates::announcement),
                new Subject<>("reads-by-article", InternalTopics.READS_BY_ARTICLE.valueSerde(), RandomStates::signal),
                new Subject<>(
                        "article-popularity", InternalTopics.ARTICLE_POPULARITY.valueSerde(), RandomStates::popularity),
                new Subject<>(
                        "ranker-weights", InternalTopics.RANKER_WEIGHTS.valueSerde(), RandomStates::rankerWeights),
                new Subject<>("readers", StateStores.READERS.valueSerde(), RandomStates::reader),
                new Subject<>("deferred-lists", StateStores.DEFERRED_LISTS.valueSerde(), RandomStates::time),
                new Subject<>("erased-readers", StateStores.ERASED_READERS.valueSerde(), RandomStates::time),
                new Subject<>(
                        "rerouted-articles",
                        InternalTopics.REROUTED_ARTICLES.valueSerde(),
                        states -> states.reroutedEvent("articles")),
                new Subject<>(
                        "rerouted-reader-events",
                        InternalTopics.REROUTED_READER_EVENTS.valueSerde(),
                        states -> states.reroutedEvent("clicks")),
                new Subject<>("items", StateStores.ITEMS.valueSerde(), RandomStates::item),
                new Subject<>("learned-words", StateStores.LEARNED_WORDS.valueSerde(), RandomStates::word),
                new Subject<>("word-snapshots", StateStores.WORD_SNAPSHOTS.valueSerde(), RandomStates::earlierWord),
                new Subject<>("word-learning", StateStores.WORD_LEARNING.valueSerde(), RandomStates::wordLearningState),
                new Subject<>(
                        "word-commands", InternalTopics.WORD_COMMANDS.valueSerde(), states -> WordCommand.ROLL_BACK),
                new Subject<>(
                        "article-statistics",
                        StateStores.ARTICLE_STATISTICS.valueSerde(),
                        RandomStates::statisticsState),
                new Subject<>("trending-buckets", StateStores.TRENDING_BUCKETS.valueSerde(), RandomStates::history),
                new Subject<>(
                        "announced-articles", StateStores.ANNOUNCED_ARTICLES.valueSerde(), RandomStates::announcement));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void valueComesBackAsItWas(Subject<?> subject) {
        for (int round = 0; round < 200; round++) {
            subject.assertRoundTrip(new RandomStates(SEED + round), "seed " + (SEED + round));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void everyTruncationIsRefused(Subject<?> subject) {
        for (int round = 0; round < 20; round++) {
            byte[] bytes = subject.randomBytes(new RandomStates(SEED + round));
            for (int length = 0; length < bytes.length; length++) {
                byte[] truncated = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> subject.decode(truncated))
                        .as("seed %d, cut at %d of %d", SEED + round, length, bytes.length)
                        .isInstanceOf(MalformedBytesException.class)
                        .hasMessageContaining(TOPIC);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void bytesTooManyAreRefused(Subject<?> subject) {
        byte[] bytes = subject.randomBytes(new RandomStates(SEED));
        assertThatThrownBy(() -> subject.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("bytes are left over");
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void otherVersionIsRefusedByName(Subject<?> subject) {
        byte[] bytes = subject.randomBytes(new RandomStates(SEED));
        byte version = bytes[0]++;
        assertThat(version).isPositive();
        assertThatThrownBy(() -> subject.decode(bytes))
                .isInstanceOf(MalformedBytesException.class)
                .hasMessageContaining("is of version " + bytes[0] + ", this build reads " + version);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void damagedBytesAreDecodedOrRejectedWithoutOtherExceptions(Subject<?> subject) {
        int[] rejected = new int[1];
        Fuzz.of(subject.name(), 2_000).withBytesMax(1 << 16, 500).run(random -> damaged(subject, random), bytes -> {
            try {
                subject.decode(bytes);
            } catch (MalformedBytesException e) {
                rejected[0]++;
            }
        });
        assertThat(rejected[0]).isPositive();
    }

    /** A damaged value, now and then under another version, or random bytes. */
    private static byte[] damaged(Subject<?> subject, RandomGenerator random) {
        byte[] bytes = random.nextInt(20) == 0
                ? Fuzz.randomBytes(random, 300)
                : Fuzz.damaged(subject.randomBytes(new RandomStates(random.nextLong())), random);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[0] = (byte) random.nextInt(12);
        }
        return bytes;
    }

    @Test
    void damagedKeysAreDecodedOrRejectedWithoutOtherExceptions() {
        for (Topic<?, ?> topic : List.of(InternalTopics.CATALOGUE, InternalTopics.WORD_VECTORS)) {
            Fuzz.of("key of " + topic.name(), 5_000).run(random -> Fuzz.randomBytes(random, 12), bytes -> {
                try {
                    topic.keySerde().deserializer().deserialize(TOPIC, bytes);
                } catch (MalformedBytesException e) {
                    // The documented exception.
                }
            });
        }
    }

    /** Every byte in turn becomes a count of 268 million: what is allocated for it is bounded by the bytes there are. */
    @ParameterizedTest
    @MethodSource("subjects")
    void countThatClaimsMoreThanTheBytesHoldAsksForNoMemory(Subject<?> subject) {
        byte[] bytes = subject.randomBytes(new RandomStates(SEED));
        byte[] count = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        long spent = AllocatedBytes.of(() -> decodeOrRefuse(subject, bytes));
        for (int position = 1; position < Math.min(bytes.length, 500); position++) {
            byte[] damaged = new byte[bytes.length + count.length - 1];
            System.arraycopy(bytes, 0, damaged, 0, position);
            System.arraycopy(count, 0, damaged, position, count.length);
            System.arraycopy(bytes, position + 1, damaged, position + count.length, bytes.length - position - 1);
            assertThat(AllocatedBytes.of(() -> decodeOrRefuse(subject, damaged)))
                    .as("%s, count at %d of %d", subject, position, bytes.length)
                    .isLessThan(2 * spent + 16L * bytes.length + 32_000);
        }
    }

    private static void decodeOrRefuse(Subject<?> subject, byte[] bytes) {
        try {
            subject.decode(bytes);
        } catch (MalformedBytesException refused) {
            // Either will do: this is about what it costs.
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void nullStaysNull(Subject<?> subject) {
        assertThat(subject.serde().serializer().serialize(TOPIC, null)).isNull();
        assertThat(subject.serde().deserializer().deserialize(TOPIC, (byte[]) null))
                .isNull();
    }

    @Test
    void everyLayoutIsTestedHere() {
        List<String> tested = subjects().map(Subject::name).toList();
        assertThat(tested)
                .containsAll(InternalTopics.ALL.stream().map(Topic::name).toList());
        assertThat(tested)
                .containsAll(StateStores.ALL.stream()
                        .map(StateStore::name)
                        // Its values are JSON, of the topic of the same name.
                        .filter(name -> !name.equals(StateStores.TRENDING.name()))
                        .toList());
    }

    @Test
    void restoredItemGoesOnLikeTheOneThatWasStored() {
        for (int round = 0; round < 100; round++) {
            ItemState item = new RandomStates(round).item();
            byte[] bytes = StateStores.ITEMS.valueSerde().serializer().serialize(TOPIC, item);
            ItemState copy = StateStores.ITEMS.valueSerde().deserializer().deserialize(TOPIC, bytes);
            assertThat(copy.activity()).isEqualTo(item.activity());
            assertThat(copy.status()).isEqualTo(item.status());
            assertThat(copy.buckets()).isEqualTo(item.buckets());
        }
    }

    @Test
    void keysComeBackAndUnknownOnesAreRefused() {
        for (CatalogueKey key : List.of(CatalogueKey.activity("新闻"), CatalogueKey.description("a"))) {
            assertThat(keyRoundTrip(InternalTopics.CATALOGUE.keySerde(), key)).isEqualTo(key);
        }
        for (WordKey key : List.of(
                new WordKey.Word("s"), new WordKey.Word("地铁"), new WordKey.Statistics("zh"), WordKey.BASE_MODEL)) {
            assertThat(keyRoundTrip(InternalTopics.WORD_VECTORS.keySerde(), key))
                    .isEqualTo(key);
        }
        for (byte[] bytes : List.of(new byte[0], new byte[] {'x', 'y'})) {
            assertThatThrownBy(() ->
                            InternalTopics.CATALOGUE.keySerde().deserializer().deserialize(TOPIC, bytes))
                    .isInstanceOf(MalformedBytesException.class);
            assertThatThrownBy(() -> InternalTopics.WORD_VECTORS
                            .keySerde()
                            .deserializer()
                            .deserialize(TOPIC, bytes))
                    .isInstanceOf(MalformedBytesException.class);
        }
    }

    private static <K> K keyRoundTrip(Serde<K> serde, K key) {
        return serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, key));
    }

    @Test
    void statisticsOfAllArticlesHaveNoMoreBytesThanIsSaidAndNearlyAsMany() {
        int dimension = 40;
        List<ArticleStatisticsState.Category> categories = IntStream.range(0, 100)
                .mapToObj(number -> new ArticleStatisticsState.Category(
                        String.format("%0128d", number).replace('0', '新'),
                        Integer.MAX_VALUE - 1 - number,
                        1,
                        FloatVector.copyOf(new float[dimension]),
                        2))
                .toList();
        ArticleStatisticsState state = new ArticleStatisticsState(
                Long.MAX_VALUE,
                1e9,
                FloatVector.copyOf(new float[dimension]),
                categories,
                new float[dimension * (dimension + 1) / 2],
                new PosteriorCalibration.State(1, 1, 1, 1, 1),
                new ArticleStatisticsState.Words(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 1, 1));

        byte[] bytes = StateStores.ARTICLE_STATISTICS.valueSerde().serializer().serialize("topic", state);

        long most = StateStores.articleStatisticsBytesMax(dimension, categories.size());
        assertThat(bytes.length).isLessThanOrEqualTo((int) most).isGreaterThan((int) (most * 9 / 10));
    }
}
