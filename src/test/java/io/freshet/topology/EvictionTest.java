package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.words.WordModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A catalogue that is full. */
class EvictionTest {
    private static final int ARTICLES_MAX = 50;

    private final TopologyFixture freshet = new TopologyFixture(WordModel.empty(16), settings());
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);
    private final TestOutputTopic<String, Related> related = freshet.output(Topics.RELATED);
    private final TestOutputTopic<CatalogueKey, CatalogueEntry> catalogue = freshet.output(InternalTopics.CATALOGUE);

    private final Map<CatalogueKey, CatalogueEntry> topic = new HashMap<>();

    private static RecommendSettings settings() {
        return RecommendSettings.defaults()
                .withDimension(16)
                .withCatalogue(catalogue -> catalogue.withArticlesMax(ARTICLES_MAX));
    }

    @AfterEach
    void close() {
        freshet.close();
    }

    private void flood(int articles) {
        for (int index = 0; index < articles; index++) {
            freshet.publish(TopologyFixture.article("flood-" + index, "Flood " + index, "", null));
        }
        freshet.pass(Duration.ofSeconds(2));
    }

    @Test
    void evictedArticlesAreTakenBackAndThoseThatAreReadStay() {
        for (int index = 0; index < 5; index++) {
            freshet.publish(TopologyFixture.article("read-" + index, "Read " + index, "", null));
            freshet.click("reader-" + index, "read-" + index);
        }
        freshet.pass(Duration.ofSeconds(15));

        flood(200);

        Set<String> live = liveDescriptions();
        assertThat(live).hasSizeLessThanOrEqualTo(ARTICLES_MAX).contains("read-0", "read-1", "read-2", "read-3");
        assertThat(freshet.measured.articlesEvicted).isEqualTo(205 - live.size());
        Map<String, ArticleProfile> told = profiles.readKeyValuesToMap();
        told.values().removeIf(profile -> profile == null);
        assertThat(told.keySet()).isEqualTo(live);
        Map<String, Related> relatedLists = related.readKeyValuesToMap();
        relatedLists.values().removeIf(list -> list == null);
        assertThat(live).containsAll(relatedLists.keySet());
    }

    @Test
    void evictedArticleComesBackWithItsNextRead() {
        freshet.publish(TopologyFixture.article("early", "Early", "", null));
        freshet.pass(Duration.ofSeconds(15));
        flood(200);
        assertThat(liveDescriptions()).doesNotContain("early");
        profiles.readKeyValuesToList();

        freshet.click("reader-1", "early");
        freshet.pass(Duration.ofSeconds(1));

        assertThat(liveDescriptions()).contains("early");
        assertThat(profiles.readKeyValuesToMap()).containsKey("early");
        freshet.click("reader-2", "flood-199");
        assertThat(lists.readValuesToList())
                .last()
                .satisfies(list -> assertThat(list.articleIds()).contains("early"));
    }

    /** Articles whose description is on the topic, as compaction leaves it. */
    private Set<String> liveDescriptions() {
        catalogue.readKeyValuesToList().forEach(entry -> topic.put(entry.key, entry.value));
        return topic.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof CatalogueEntry.Described)
                .map(entry -> entry.getKey().articleId())
                .collect(Collectors.toSet());
    }
}
