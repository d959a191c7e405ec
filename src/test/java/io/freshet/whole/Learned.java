package io.freshet.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Recommendations;
import io.freshet.event.Trending;
import io.freshet.recommend.decay.DecayedCounts;
import io.freshet.recommend.decay.DecayedRows;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.item.ItemActivity;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.data.Offset;

/**
 * What Freshet has learned: from the compacted catalogue, the readers' state, the most-read lists.
 *
 * @param activities by articleId
 * @param reads what is remembered as read, by userId
 * @param trending by scope
 */
record Learned(
        Map<String, ItemActivity> activities,
        Set<String> described,
        Map<String, List<ReaderSnapshot.PastRead>> reads,
        Map<String, Trending> trending) {
    /** Doubles that were decayed in another order differ by rounding. */
    private static final double ROUNDING = 1e-6;
    /** Floats are rounded at each of some hundred steps. */
    private static final double FLOAT_ROUNDING = 1e-4;

    /** Reads it from the topics of a running application. */
    static Learned of(NewsroomClient newsroom, String applicationId) {
        String changelog = applicationId + "-" + StateStores.READERS.name() + "-changelog";
        Map<String, ReaderSnapshot> readers = newsroom.latest(
                changelog,
                key -> new String(key, StandardCharsets.UTF_8),
                bytes -> StateStores.READERS.valueSerde().deserializer().deserialize(changelog, bytes));
        return of(newsroom.latest(InternalTopics.CATALOGUE), readers, newsroom.latest(Topics.TRENDING));
    }

    static Learned of(
            Map<CatalogueKey, CatalogueEntry> catalogue,
            Map<String, ReaderSnapshot> readers,
            Map<String, Trending> trending) {
        Map<String, ItemActivity> activities = new TreeMap<>();
        Set<String> described = new TreeSet<>();
        catalogue.forEach((key, entry) -> {
            if (entry instanceof CatalogueEntry.Learned learned) {
                activities.put(key.articleId(), learned.activity());
            } else {
                described.add(key.articleId());
            }
        });
        Map<String, List<ReaderSnapshot.PastRead>> reads = new TreeMap<>();
        readers.forEach((userId, reader) -> reads.put(userId, reader.reads()));
        return new Learned(activities, described, reads, trending);
    }

    /** Holds the counts against the naive ones: no click lost, none counted twice. */
    void assertCounts(ReadTally tally, int readsMax) {
        Map<String, Long> counted = new HashMap<>();
        activities.forEach((articleId, activity) -> {
            double reads = activity.clicks().at(HalfLife.EVER, activity.lastClickMillis());
            if (reads > 0 && !tally.leaving().contains(articleId)) {
                assertThat(reads).as("reads of " + articleId).isEqualTo(Math.rint(reads));
                counted.put(articleId, Math.round(reads));
            }
        });
        assertThat(counted).as("reads of each article").isEqualTo(tally.reads());
        tally.articlesByReader()
                .forEach((userId, articles) -> assertThat(reads.getOrDefault(userId, List.of()))
                        .as("reads remembered of " + userId)
                        .hasSize(Math.min(readsMax, articles)));
        assertThat(described).containsAll(tally.staying().keySet());
    }

    /** Holds everything against another run of the same stream. */
    void assertSameAs(Learned other, ReadTally tally) {
        Set<String> staying = new TreeSet<>(activities.keySet());
        staying.removeAll(tally.leaving());
        Set<String> others = new TreeSet<>(other.activities.keySet());
        others.removeAll(tally.leaving());
        assertThat(staying).isEqualTo(others);
        for (String articleId : staying) {
            ItemActivity here = activities.get(articleId);
            ItemActivity there = other.activities.get(articleId);
            assertThat(here.lastClickMillis()).isEqualTo(there.lastClickMillis());
            assertSame("reads of " + articleId, here.clicks(), there.clicks());
            assertSame("exposures of " + articleId, here.exposures(), there.exposures());
            assertSame("hides of " + articleId, here.hides(), there.hides());
            assertSame("followers of " + articleId, here.followers(), there.followers());
        }
        assertThat(described).isEqualTo(other.described);
        assertThat(reads).isEqualTo(other.reads);
        for (String scope : Set.of("all/1h", "all/24h", "all/7d")) {
            assertThat(items(scope)).as(scope).isNotEmpty().isEqualTo(other.items(scope));
        }
    }

    /**
     * Holds everything against a run in which nothing went wrong: here events may count twice, and none may be missing.
     */
    void assertAtLeast(Learned undisturbed, ReadTally tally) {
        for (String articleId : tally.staying().keySet()) {
            ItemActivity there = undisturbed.activities.get(articleId);
            if (there != null) {
                ItemActivity here = activities.get(articleId);
                assertThat(here).as(articleId).isNotNull();
                assertThat(here.lastClickMillis()).as(articleId).isEqualTo(there.lastClickMillis());
                assertAtLeast("reads of " + articleId, here.clicks(), there.clicks());
                assertAtLeast("exposures of " + articleId, here.exposures(), there.exposures());
                assertAtLeast("hides of " + articleId, here.hides(), there.hides());
            }
        }
        assertThat(described).isEqualTo(undisturbed.described);
        assertThat(reads.keySet()).isEqualTo(undisturbed.reads.keySet());
        undisturbed.reads.forEach((userId, theirs) ->
                assertThat(reads.get(userId)).as("reads of " + userId).containsExactlyInAnyOrderElementsOf(theirs));
        assertThat(trending.keySet()).containsAll(undisturbed.trending.keySet());
        for (String scope : undisturbed.trending.keySet()) {
            assertAtLeast(scope, items(scope), undisturbed.items(scope));
        }
    }

    /** By what is remembered longest: there an event that is missing is missed most. */
    private static void assertAtLeast(String what, DecayedCounts here, DecayedCounts there) {
        HalfLife longest = there.horizons().get(there.horizons().size() - 1);
        assertThat(here.at(longest, there.asOfMillis()))
                .as(what + " at " + longest)
                .isGreaterThanOrEqualTo(there.at(longest, there.asOfMillis()) * (1 - ROUNDING));
    }

    /** An article that is missing must have been driven out by others that are read as often. */
    private static void assertAtLeast(String scope, List<Trending.Item> here, List<Trending.Item> there) {
        Map<String, Long> clicks = new HashMap<>();
        here.forEach(item -> clicks.put(item.articleId(), item.clicks()));
        assertThat(here).as(scope).hasSizeGreaterThanOrEqualTo(there.size());
        long leastListed =
                clicks.values().stream().mapToLong(Long::longValue).min().orElse(0);
        for (Trending.Item item : there) {
            assertThat(clicks.getOrDefault(item.articleId(), leastListed))
                    .as("reads of %s in %s", item.articleId(), scope)
                    .isGreaterThanOrEqualTo(item.clicks());
        }
    }

    /** Every reader who ever clicked has a list that knows of the last click, of articles they have not read. */
    void assertListsKnowLastClicks(Map<String, Recommendations> lists, ReadTally tally) {
        assertThat(lists.keySet()).containsAll(tally.latestMillis().keySet());
        tally.latestMillis().forEach((userId, latestMillis) -> {
            Recommendations list = lists.get(userId);
            assertThat(list).as(userId).isNotNull();
            assertThat(list.asOfMillis()).as("list of " + userId).isGreaterThanOrEqualTo(latestMillis);
            assertThat(list.items()).as("list of " + userId).isNotEmpty();
            assertThat(list.articleIds())
                    .as("list of " + userId)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(reads.getOrDefault(userId, List.of()).stream()
                            .map(ReaderSnapshot.PastRead::articleId)
                            .toList());
        });
    }

    /** Holds every most-read list against that of another run, for streams in which no category has to be guessed. */
    void assertSameMostRead(Learned other) {
        Set<String> scopes = new TreeSet<>(trending.keySet());
        scopes.addAll(other.trending.keySet());
        assertThat(scopes).hasSizeGreaterThan(3);
        for (String scope : scopes) {
            assertThat(items(scope)).as(scope).isEqualTo(other.items(scope));
        }
    }

    /** Share of all most-read lists, those of categories included, that are the same in both. */
    double sameTrendingShare(Learned other) {
        Set<String> scopes = new TreeSet<>(trending.keySet());
        scopes.addAll(other.trending.keySet());
        return scopes.stream()
                        .filter(scope -> items(scope).equals(other.items(scope)))
                        .count()
                / (double) scopes.size();
    }

    private List<Trending.Item> items(String scope) {
        Trending list = trending.get(scope);
        return list == null ? List.of() : list.items();
    }

    private static void assertSame(String what, DecayedCounts here, DecayedCounts there) {
        assertThat(here.asOfMillis()).as(what).isEqualTo(there.asOfMillis());
        for (int index = 0; index < here.horizons().size(); index++) {
            double expected = there.sum(index);
            boolean plain = here.horizons().get(index) == HalfLife.EVER;
            assertThat(here.sum(index))
                    .as(what + " at " + here.horizons().get(index))
                    .isCloseTo(expected, plain ? within(0.0) : about(expected, ROUNDING));
        }
    }

    private static void assertSame(String what, DecayedRows here, DecayedRows there) {
        for (HalfLife horizon : here.horizons().members()) {
            double total = there.totalAt(horizon, there.asOfMillis());
            assertThat(here.totalAt(horizon, there.asOfMillis()))
                    .as(what + " in all at " + horizon)
                    .isCloseTo(total, about(total, FLOAT_ROUNDING));
        }
        if (here.size() == here.rowsMax() || there.size() == there.rowsMax()) {
            // Which of many equally weak rows were dropped depends on the order of arrival.
            return;
        }
        assertThat(keys(here)).as(what).isEqualTo(keys(there));
        for (String key : keys(here)) {
            for (HalfLife horizon : here.horizons().members()) {
                double expected = there.at(key, horizon, there.asOfMillis());
                assertThat(here.at(key, horizon, there.asOfMillis()))
                        .as(what + ", " + key + " at " + horizon)
                        .isCloseTo(expected, about(expected, FLOAT_ROUNDING));
            }
        }
    }

    private static Set<String> keys(DecayedRows rows) {
        Set<String> keys = new TreeSet<>();
        for (int row = 0; row < rows.size(); row++) {
            keys.add(rows.key(row));
        }
        return keys;
    }

    private static Offset<Double> about(double expected, double relative) {
        return within(Math.abs(expected) * relative + 1e-12);
    }
}
