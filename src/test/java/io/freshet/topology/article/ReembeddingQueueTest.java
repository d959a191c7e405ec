package io.freshet.topology.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import io.freshet.article.ArticleStatistics;
import io.freshet.article.LanguageStatistics;
import io.freshet.text.Link;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import io.freshet.topology.message.ArticleText;
import io.freshet.topology.message.StateStores;
import io.freshet.vector.FloatVector;
import io.freshet.words.WordChangeLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class ReembeddingQueueTest {
    private static final WordChangeLog.Changes NOTHING = new WordChangeLog.Changes(0, List.of(), false);

    private final KeyValueStore<String, ArticleText> texts = store();
    private final ReembeddingQueue queue = new ReembeddingQueue(texts);

    @Test
    void articlesWithAChangedWordAreDueNewestFirst() {
        embedded("old", 1, 100, words("velura", "opens"));
        embedded("other", 2, 100, words("bank", "opens"));
        embedded("new", 3, 100, words("about", "velura"));

        queue.changed(changed("velura"), statistics(100));

        assertThat(due()).containsExactly("new", "old");
        assertThat(due()).isEmpty();
    }

    @Test
    void compoundMakesArticlesWithAllItsPartsDue() {
        embedded("both", 1, 100, words("papi", "酱"));
        embedded("one", 2, 100, words("papi"));

        queue.changed(changed("papi_酱"), statistics(100));

        assertThat(due()).containsExactly("both");
    }

    @Test
    void doubledStatisticsMakeArticlesDue() {
        embedded("early", 1, 10, words("a"));
        embedded("late", 2, 100, words("a"));

        queue.changed(NOTHING, statistics(19));
        assertThat(due()).isEmpty();
        queue.changed(NOTHING, statistics(20));
        assertThat(due()).containsExactly("early");
    }

    @Test
    void everyArticleIsDueAfterAStartAndAfterTooManyChanges() {
        embedded("b", 2, 100, words("x"));
        embedded("a", 1, 100, words("x"));
        ReembeddingQueue queue = restored(Map.of("a", 1L, "b", 2L));
        assertThat(due(queue)).containsExactly("b", "a");
        assertThat(queue.isRestored("a")).isTrue();
        queue.embedded("a", 1, text(100), words("x"));
        assertThat(queue.isRestored("a")).isFalse();

        queue.changed(new WordChangeLog.Changes(9, List.of(), true), statistics(0));
        assertThat(due(queue)).containsExactly("b", "a");
    }

    @Test
    void confirmedArticleIsDueByTheSameRulesAsBefore() {
        embedded("a", 1, 10, words("velura"));
        ReembeddingQueue queue = restored(Map.of("a", 1L));
        queue.confirmed("a", 1, text(10), words("velura"));
        assertThat(due(queue)).isEmpty();

        queue.changed(changed("velura"), statistics(10));
        assertThat(due(queue)).containsExactly("a");
        queue.changed(NOTHING, statistics(20));
        assertThat(due(queue)).containsExactly("a");
    }

    @Test
    void forgottenArticleIsNotDue() {
        embedded("a", 3, 1, words("x"));
        embedded("c", 2, 1, words("x"));
        queue.forget("c");
        assertThat(queue.text("c")).isEmpty();
        assertThat(queue.text("a")).contains(text(1));

        queue.changed(changed("x"), statistics(1));

        assertThat(due()).containsExactly("a");
    }

    @Test
    void oldestArticleIsForgottenAboveTheLimit() {
        for (int article = 0; article < ReembeddingQueue.ARTICLES_MAX; article++) {
            embedded("a" + article, 10 + article, 1, words("x"));
        }
        embedded("new", 100_000, 1, words("x"));
        embedded("older than all", 0, 1, words("x"));

        assertThat(queue.text("a0")).isEmpty();
        assertThat(queue.text("a1")).isPresent();
        assertThat(queue.text("new")).isPresent();
        assertThat(queue.text("older than all")).isEmpty();
    }

    @Test
    void unpublishedArticleIsDeletedAtAStart() {
        embedded("a", 1, 100, words("x"));
        embedded("gone", 2, 100, words("x"));

        ReembeddingQueue queue = restored(Map.of("a", 1L));

        assertThat(due(queue)).containsExactly("a");
        assertThat(texts.get("gone")).isNull();
        assertThat(texts.get("a")).isEqualTo(text(100));
    }

    private void embedded(String articleId, long publishedAtMillis, long statisticsArticles, TokenisedArticle words) {
        queue.embedded(articleId, publishedAtMillis, text(statisticsArticles), words);
    }

    private static LanguageStatistics statistics(int articles) {
        FloatVector mean = FloatVector.copyOf(new float[2]);
        return LanguageStatistics.none(2)
                .with("en", new ArticleStatistics(1, articles, mean, articles, articles, null));
    }

    private ReembeddingQueue restored(Map<String, Long> publishedAtMillis) {
        ReembeddingQueue restored = new ReembeddingQueue(texts);
        restored.restore(articleId -> {
            Long published = publishedAtMillis.get(articleId);
            return published == null ? OptionalLong.empty() : OptionalLong.of(published);
        });
        return restored;
    }

    private static ArticleText text(long statisticsArticles) {
        return new ArticleText(new byte[] {1}, statisticsArticles, 7);
    }

    private static KeyValueStore<String, ArticleText> store() {
        KeyValueStore<String, ArticleText> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(StateStores.ARTICLE_TEXTS.name()),
                        StateStores.ARTICLE_TEXTS.keySerde(),
                        StateStores.ARTICLE_TEXTS.valueSerde())
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private List<String> due() {
        return due(queue);
    }

    private static List<String> due(ReembeddingQueue queue) {
        List<String> due = new ArrayList<>();
        for (Optional<String> next = queue.takeDue(); next.isPresent(); next = queue.takeDue()) {
            due.add(next.get());
        }
        return due;
    }

    private static WordChangeLog.Changes changed(String word) {
        return new WordChangeLog.Changes(1, List.of(word), false);
    }

    private static TokenisedArticle words(String... terms) {
        List<Token> tokens = Stream.of(terms)
                .map(term -> new Token(term, term, Link.SPACE, false))
                .toList();
        return new TokenisedArticle(
                "en", new TokenisedText("en", List.of(new Sentence(tokens))), new TokenisedText("en", List.of()));
    }

    @Test
    void memoryForChangedWordsIsLinearInTheArticlesKept() {
        AllocatedBytes.assertLinear("articles kept", 1_000, articles -> {
            ReembeddingQueue queue = new ReembeddingQueue(store());
            for (int article = 0; article < articles; article++) {
                queue.embedded("a" + article, article, text(100), words("velura", "opens", "w" + article));
            }
            return () -> {
                queue.changed(changed("velura"), statistics(100));
                assertThat(due(queue)).hasSize(articles);
            };
        });
    }
}
