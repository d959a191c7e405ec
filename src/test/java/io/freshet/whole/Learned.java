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
 * The learned state of Freshet, read from the compacted catalogue, the readers' state and the most-read lists.
 *
 * @param activities activity by articleId
 * @param described ids of articles with a description in the catalogue
 * @param reads remembered reads by userId
 * @param trending most-read list by scope
 */
record Learned(
        Map<String, ItemActivity> activities,
        Set<String> described,
        Map<String, List<ReaderSnapshot.PastRead>> reads,
        Map<String, Trending> trending) {
    /** Relative error of doubles that were decayed in another order. */
    private static final double ROUNDING = 1e-6;
    /** Relative error of floats after some hundred roundings. */
    private static final double FLOAT_ROUNDING = 1e-4;

    /** Reads the state from the topics of a running application. */
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
            if (entry instanceof CatalogueEntry.Activity published) {
                activities.put(key.articleId(), published.activity());
            } else {
                described.add(key.articleId());
            }
        });
        Map<String, List<ReaderSnapshot.PastRead>> reads = new TreeMap<>();
        readers.forEach((userId, reader) -> reads.put(userId, reader.reads()));
        return new Learned(activities, described, reads, trending);
    }

    /** Asserts that the counts equal the naive counts: no click is lost or counted twice. */
    void assertCounts(ReadTally tally, int readsMax) {
        Map<String, Long> counted = new HashMap<>();
        activities.forEach((articleId, activity) -> {
            double reads = activity.clicks().at(HalfLife.INFINITE, activity.lastReadMillis());
            if (reads > 0 && !tally.removed().contains(articleId)) {
                assertThat(reads).as("reads of " + articleId).isEqualTo(Math.rint(reads));
                counted.put(articleId, Math.round(reads));
            }
        });
        assertThat(counted).as("reads of each article").isEqualTo(tally.reads());
        tally.articlesByReader()
                .forEach((userId, articles) -> assertThat(reads.getOrDefault(userId, List.of()))
                        .as("reads remembered of " + userId)
                        .hasSize(Math.min(readsMax, articles)));
        assertThat(described).containsAll(tally.remaining().keySet());
    }

    /** Asserts that the state equals that of another run of the same stream. */
    void assertSameAs(Learned other, ReadTally tally) {
        Set<String> remaining = new TreeSet<>(activities.keySet());
        remaining.removeAll(tally.removed());
        Set<String> expectedIds = new TreeSet<>(other.activities.keySet());
        expectedIds.removeAll(tally.removed());
        assertThat(remaining).isEqualTo(expectedIds);
        for (String articleId : remaining) {
            ItemActivity actual = activities.get(articleId);
            ItemActivity expected = other.activities.get(articleId);
            assertThat(actual.lastReadMillis()).isEqualTo(expected.lastReadMillis());
            assertSame("reads of " + articleId, actual.clicks(), expected.clicks());
            assertSame("exposures of " + articleId, actual.impressions(), expected.impressions());
            assertSame("hides of " + articleId, actual.hides(), expected.hides());
            assertSame("followers of " + articleId, actual.followers(), expected.followers());
        }
        assertThat(described).isEqualTo(other.described);
        assertThat(reads).isEqualTo(other.reads);
        for (String scope : Set.of("all/1h", "all/24h", "all/7d")) {
            assertThat(items(scope)).as(scope).isNotEmpty().isEqualTo(other.items(scope));
        }
    }

    /** Asserts that no event of an undisturbed run is missing; events may count twice. */
    void assertAtLeast(Learned undisturbed, ReadTally tally) {
        for (String articleId : tally.remaining().keySet()) {
            ItemActivity expected = undisturbed.activities.get(articleId);
            if (expected != null) {
                ItemActivity actual = activities.get(articleId);
                assertThat(actual).as(articleId).isNotNull();
                assertThat(actual.lastReadMillis()).as(articleId).isEqualTo(expected.lastReadMillis());
                assertAtLeast("reads of " + articleId, actual.clicks(), expected.clicks());
                assertAtLeast("exposures of " + articleId, actual.impressions(), expected.impressions());
                assertAtLeast("hides of " + articleId, actual.hides(), expected.hides());
            }
        }
        assertThat(described).isEqualTo(undisturbed.described);
        assertThat(reads.keySet()).isEqualTo(undisturbed.reads.keySet());
        undisturbed.reads.forEach((userId, expected) ->
                assertThat(reads.get(userId)).as("reads of " + userId).containsExactlyInAnyOrderElementsOf(expected));
        assertThat(trending.keySet()).containsAll(undisturbed.trending.keySet());
        for (String scope : undisturbed.trending.keySet()) {
            assertAtLeast(scope, items(scope), undisturbed.items(scope));
        }
    }

    /** Compares the counts at the longest half-life, where a missing event has the largest effect. */
    private static void assertAtLeast(String description, DecayedCounts actual, DecayedCounts expected) {
        HalfLife longest = expected.halfLives().get(expected.halfLives().size() - 1);
        assertThat(actual.at(longest, expected.asOfMillis()))
                .as(description + " at " + longest)
                .isGreaterThanOrEqualTo(expected.at(longest, expected.asOfMillis()) * (1 - ROUNDING));
    }

    /** Compares most-read lists; an article may only be missing if all listed articles have at least as many reads. */
    private static void assertAtLeast(String scope, List<Trending.Item> actual, List<Trending.Item> expected) {
        Map<String, Long> clicks = new HashMap<>();
        actual.forEach(item -> clicks.put(item.articleId(), item.clicks()));
        assertThat(actual).as(scope).hasSizeGreaterThanOrEqualTo(expected.size());
        long leastListed =
                clicks.values().stream().mapToLong(Long::longValue).min().orElse(0);
        for (Trending.Item item : expected) {
            assertThat(clicks.getOrDefault(item.articleId(), leastListed))
                    .as("reads of %s in %s", item.articleId(), scope)
                    .isGreaterThanOrEqualTo(item.clicks());
        }
    }

    /** Asserts that every reader who clicked has a list of unread articles that includes the last click. */
    void assertListsIncludeLastClicks(Map<String, Recommendations> lists, ReadTally tally) {
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

    /**
     * Asserts that all most-read lists equal those of another run, for streams in which every article has a category.
     */
    void assertSameMostRead(Learned other) {
        Set<String> scopes = new TreeSet<>(trending.keySet());
        scopes.addAll(other.trending.keySet());
        assertThat(scopes).hasSizeGreaterThan(3);
        for (String scope : scopes) {
            assertThat(items(scope)).as(scope).isEqualTo(other.items(scope));
        }
    }

    /** Share of all most-read lists, including those of categories, that are equal in both runs. */
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

    private static void assertSame(String description, DecayedCounts actual, DecayedCounts expected) {
        assertThat(actual.asOfMillis()).as(description).isEqualTo(expected.asOfMillis());
        for (int index = 0; index < actual.halfLives().size(); index++) {
            double sum = expected.sum(index);
            boolean undecayed = actual.halfLives().get(index) == HalfLife.INFINITE;
            assertThat(actual.sum(index))
                    .as(description + " at " + actual.halfLives().get(index))
                    .isCloseTo(sum, undecayed ? within(0.0) : about(sum, ROUNDING));
        }
    }

    private static void assertSame(String description, DecayedRows actual, DecayedRows expected) {
        for (HalfLife halfLife : actual.halfLives().members()) {
            double total = expected.totalAt(halfLife, expected.asOfMillis());
            assertThat(actual.totalAt(halfLife, expected.asOfMillis()))
                    .as(description + " in total at " + halfLife)
                    .isCloseTo(total, about(total, FLOAT_ROUNDING));
        }
        if (actual.size() == actual.rowsMax() || expected.size() == expected.rowsMax()) {
            // Among equally weak rows, the order of arrival decides which are evicted.
            return;
        }
        assertThat(keys(actual)).as(description).isEqualTo(keys(expected));
        for (String key : keys(actual)) {
            for (HalfLife halfLife : actual.halfLives().members()) {
                double count = expected.at(key, halfLife, expected.asOfMillis());
                assertThat(actual.at(key, halfLife, expected.asOfMillis()))
                        .as(description + ", " + key + " at " + halfLife)
                        .isCloseTo(count, about(count, FLOAT_ROUNDING));
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
