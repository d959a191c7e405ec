package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.ClickKind;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ArticlePopularity;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.recommend.trending.ReadHistory;
import io.freshet.recommend.trending.TrendingBoard;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The articles of a task that goes from one owner to the next, each of which crashes: what it had in memory is gone, what
 * was committed is there. The reads come from two readers' tasks, of which now one and now the other stands still for up
 * to eighteen hours and then catches up, so that its reads count in the oldest five minutes that are kept.
 */
class ArticleOwnersTest {
    private static final int OWNERS = 8;
    private static final int READS_MAX = 120;
    private static final Duration BEHIND_MAX = Duration.ofHours(18);
    private static final Duration LATE_MAX = Duration.ofMinutes(30);

    private final TrendingBoard board = new TrendingBoard(RecommendSettings.defaults());
    private final Map<CatalogueKey, CatalogueEntry> catalogue = new HashMap<>();
    private final Map<String, Long> expected = new TreeMap<>();
    private final long[] clocksMillis = {TopologyFixture.START.toEpochMilli(), TopologyFixture.START.toEpochMilli()};

    @ParameterizedTest
    @CsvSource({"2, false", "6, false", "14, false", "17, false", "10, true", "23, true", "24, true", "55, true"})
    void everyReadIsInTheMostReadListsWhoeverCrashes(long seed, boolean lostOnTheWay) {
        Random random = new Random(seed);
        int articles = 1 + random.nextInt(5);
        int pauseSecondsMax = 100 + random.nextInt(500);
        Map<String, ItemState> states = Map.of();
        for (int number = 0; number < OWNERS; number++) {
            try (Owner owner = new Owner(states)) {
                read(owner, random, articles, pauseSecondsMax);
                owner.drain(false);
                if (lostOnTheWay) {
                    // Without transactions the catalogue can be told and the lists not.
                    owner.fixture.pass(Duration.ofMillis(300));
                    owner.drain(true);
                }
                states = owner.states();
            }
        }
        try (Owner last = new Owner(states)) {
            last.fixture.pass(Duration.ofSeconds(2));
            last.drain(false);
        }

        Map<String, Long> counted = new TreeMap<>();
        expected.keySet().forEach(articleId -> counted.put(articleId, counted(articleId)));
        assertThat(counted).isEqualTo(expected);
    }

    private void read(Owner owner, Random random, int articles, int pauseSecondsMax) {
        int standing = random.nextInt(3);
        int readsPerLook = 2 + random.nextInt(30);
        for (int reads = random.nextInt(READS_MAX); reads > 0; reads--) {
            owner.drain(false);
            int task = moving(standing, random);
            clocksMillis[task] += random.nextInt(1_000 * pauseSecondsMax);
            long late = random.nextInt(20) == 0 ? random.nextLong(LATE_MAX.toMillis()) : 0;
            String articleId = "a" + random.nextInt(articles);
            owner.read(articleId, clocksMillis[task] - late);
            expected.merge(articleId, 1L, Long::sum);
            if (random.nextInt(readsPerLook) == 0) {
                owner.fixture.pass(Duration.ofMillis(25L * (1 + random.nextInt(40))));
            }
            if (random.nextInt(10) == 0) {
                board.changed(ListTime.ofEvents(Math.max(clocksMillis[0], clocksMillis[1])), id -> true);
            }
        }
    }

    /** The readers' task whose read comes next: the other of the one that stands still, or more often the one behind. */
    private int moving(int standing, Random random) {
        int behind = clocksMillis[0] < clocksMillis[1] ? 0 : 1;
        int task = standing < 2 ? 1 - standing : random.nextInt(4) == 0 ? 1 - behind : behind;
        boolean tooFar = clocksMillis[1 - behind] - clocksMillis[behind] > BEHIND_MAX.toMillis();
        return tooFar ? behind : task;
    }

    private long counted(String articleId) {
        return board.history(articleId).stream()
                .flatMap(history -> history.buckets().stream())
                .mapToLong(ReadHistory.Bucket::clicks)
                .sum();
    }

    /** One owner, with what its predecessors committed. */
    private final class Owner implements AutoCloseable {
        private final TopologyFixture fixture = new TopologyFixture();
        private final KeyValueStore<String, ItemState> items =
                fixture.driver.getKeyValueStore(StateStores.ITEMS.name());
        private final TestInputTopic<String, ItemSignal> reads = fixture.input(InternalTopics.READS_BY_ARTICLE);
        private final TestOutputTopic<String, ArticlePopularity> told =
                fixture.output(InternalTopics.ARTICLE_POPULARITY);
        private final TestOutputTopic<CatalogueKey, CatalogueEntry> published =
                fixture.output(InternalTopics.CATALOGUE);

        Owner(Map<String, ItemState> states) {
            states.forEach(items::put);
            TestInputTopic<CatalogueKey, CatalogueEntry> topic = fixture.input(InternalTopics.CATALOGUE);
            catalogue.forEach(topic::pipeInput);
        }

        void read(String articleId, long atMillis) {
            reads.pipeInput(articleId, new ItemSignal.Read(articleId, atMillis, ClickKind.CLICK, List.of(), Map.of()));
        }

        /** Takes in what came out, but for what the lists are told if that is lost. */
        void drain(boolean lost) {
            published.readKeyValuesToList().forEach(record -> catalogue.put(record.key, record.value));
            List<KeyValue<String, ArticlePopularity>> counts = told.readKeyValuesToList();
            if (!lost) {
                counts.forEach(record -> board.apply(record.value));
            }
        }

        Map<String, ItemState> states() {
            Map<String, ItemState> states = new HashMap<>();
            try (KeyValueIterator<String, ItemState> all = items.all()) {
                all.forEachRemaining(entry -> states.put(entry.key, entry.value));
            }
            return states;
        }

        @Override
        public void close() {
            fixture.close();
        }
    }
}
