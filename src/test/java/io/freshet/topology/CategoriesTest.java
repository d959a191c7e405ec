package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.article.category.CategoryWord;
import io.freshet.codec.contract.Topics;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.words.WordKnowledge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.Test;

/** The category of an article that its publisher gave none, from what others were given. */
class CategoriesTest {
    private static final List<String> FOOTBALL = List.of("striker", "goalkeeper", "match", "league", "club", "coach");
    private static final List<String> MARKETS = List.of("bank", "shares", "investors", "rates", "profits", "bonds");

    @Test
    void examplesMakeTheFirstArticleOfTheStreamKnown() {
        try (TopologyFixture freshet = new TopologyFixture(SmallWords.model(), labelled(80))) {
            freshet.pass(Duration.ofSeconds(10));
            TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);
            freshet.publish(TopologyFixture.article("a", "Coach of the club before the match", "", null));
            freshet.publish(TopologyFixture.article("b", "Investors of the bank fear for profits", "", null));

            List<ArticleProfile> told = profiles.readValuesToList();
            assertThat(told.get(0).category()).isNotNull().satisfies(tag -> {
                assertThat(tag.name()).isEqualTo("football");
                assertThat(tag.given()).isFalse();
                assertThat(tag.confidence()).isBetween(.5, 1.0);
            });
            assertThat(told.get(1).category())
                    .isNotNull()
                    .extracting(CategoryTag::name)
                    .isEqualTo("markets");
        }
    }

    @Test
    void labelledArticlesOfTheStreamTeachWhatFollows() {
        try (TopologyFixture freshet = new TopologyFixture(SmallWords.model())) {
            TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);
            freshet.publish(TopologyFixture.article("early", "Coach of the club before the match", "", null));
            assertThat(profiles.readValue().category()).isNull();

            labelled(80).forEach(freshet::publish);
            freshet.pass(Duration.ofSeconds(10));
            freshet.publish(TopologyFixture.article("late", "Coach of the club before the match", "", null));

            ArticleProfile late = profiles.readValuesToList().stream()
                    .filter(profile -> profile.articleId().equals("late"))
                    .findFirst()
                    .orElseThrow();
            assertThat(late.category())
                    .isNotNull()
                    .extracting(CategoryTag::name)
                    .isEqualTo("football");
        }
    }

    @Test
    void wordsAreCountedWhereTheyAreOwnedAndReachTheInstanceThroughTheirTopic() {
        try (TopologyFixture freshet = new TopologyFixture(SmallWords.model(), labelled(40))) {
            freshet.pass(Duration.ofSeconds(10));

            CategoryWord counted = (CategoryWord) freshet.driver
                    .getKeyValueStore(StateStores.CATEGORY_WORDS.name())
                    .get("en striker");
            ObjectStore<WordKnowledge> language = language(freshet);
            assertThat(counted.numbers()).containsExactly(1);
            Optional<CategoryWord> published =
                    language.read(known -> known.categoryWords().get("en striker"));
            assertThat(published).contains(counted);
        }
    }

    @SuppressWarnings("unchecked") // The store of that name holds it.
    private static ObjectStore<WordKnowledge> language(TopologyFixture freshet) {
        return (ObjectStore<WordKnowledge>) freshet.driver.getStateStore(GlobalStores.WORD_KNOWLEDGE);
    }

    private static List<Article> labelled(int articles) {
        Random random = new Random(3);
        List<Article> labelled = new ArrayList<>();
        for (int index = 0; index < articles; index++) {
            boolean football = index % 2 == 0;
            List<String> words = football ? FOOTBALL : MARKETS;
            String title =
                    "The " + pick(words, random) + " of the " + pick(words, random) + " after " + pick(words, random);
            labelled.add(TopologyFixture.article("l" + index, title, "", football ? "football" : "markets"));
        }
        return labelled;
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
