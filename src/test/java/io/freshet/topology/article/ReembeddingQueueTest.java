package io.freshet.topology.article;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final WordChangeLog.Since NOTHING = new WordChangeLog.Since(0, List.of(), false);

    private final KeyValueStore<String, ArticleText> texts = store();
    private final ReembeddingQueue kept = new ReembeddingQueue(texts, 3);

    @Test
    void articlesThatHoldALearnedWordAreDueTheNewestFirst() {
        understood("old", 1, 100, words("velura", "opens"));
        understood("other", 2, 100, words("bank", "opens"));
        understood("new", 3, 100, words("about", "velura"));

        kept.learned(changed("velura"), statistics(100));

        assertThat(due()).containsExactly("new", "old");
        assertThat(due()).isEmpty();
    }

    @Test
    void compoundIsInWhatHoldsAllItsParts() {
        understood("both", 1, 100, words("papi", "酱"));
        understood("one", 2, 100, words("papi"));

        kept.learned(changed("papi_酱"), statistics(100));

        assertThat(due()).containsExactly("both");
    }

    @Test
    void meanThatStandsForTwiceAsManyArticlesMakesDue() {
        understood("early", 1, 10, words("a"));
        understood("late", 2, 100, words("a"));

        kept.learned(NOTHING, statistics(19));
        assertThat(due()).isEmpty();
        kept.learned(NOTHING, statistics(20));
        assertThat(due()).containsExactly("early");
    }

    @Test
    void afterAStartAndAfterMoreChangesThanAreRememberedEveryArticleIsDue() {
        understood("b", 2, 100, words("x"));
        understood("a", 1, 100, words("x"));
        ReembeddingQueue kept = restored(Map.of("a", 1L, "b", 2L));
        assertThat(due(kept)).containsExactly("b", "a");
        assertThat(kept.isRestored("a")).isTrue();
        kept.understood("a", 1, text(100), words("x"));
        assertThat(kept.isRestored("a")).isFalse();

        kept.learned(new WordChangeLog.Since(9, List.of(), true), statistics(0));
        assertThat(due(kept)).containsExactly("b", "a");
    }

    @Test
    void articleFoundAsItWasUnderstoodIsDueBySameRulesAsBefore() {
        understood("a", 1, 10, words("velura"));
        ReembeddingQueue kept = restored(Map.of("a", 1L));
        kept.confirmed("a", 1, text(10), words("velura"));
        assertThat(due(kept)).isEmpty();

        kept.learned(changed("velura"), statistics(10));
        assertThat(due(kept)).containsExactly("a");
        kept.learned(NOTHING, statistics(20));
        assertThat(due(kept)).containsExactly("a");
    }

    @Test
    void theOldestLeaveAndWhatIsForgottenIsNotDue() {
        understood("a", 3, 1, words("x"));
        understood("b", 1, 1, words("x"));
        understood("c", 2, 1, words("x"));
        understood("d", 4, 1, words("x"));
        assertThat(kept.text("b")).isEmpty();
        understood("e", 0, 1, words("x"));
        assertThat(kept.text("e")).isEmpty();
        kept.forget("c");
        assertThat(kept.text("c")).isEmpty();
        assertThat(kept.text("a")).contains(text(1));

        kept.learned(changed("x"), statistics(1));

        assertThat(due()).containsExactly("d", "a");
    }

    @Test
    void afterAStartWhatIsNoLongerPublishedIsLetGo() {
        understood("a", 1, 100, words("x"));
        understood("gone", 2, 100, words("x"));

        ReembeddingQueue kept = restored(Map.of("a", 1L));

        assertThat(due(kept)).containsExactly("a");
        assertThat(texts.get("gone")).isNull();
        assertThat(texts.get("a")).isEqualTo(text(100));
    }

    private void understood(String articleId, long publishedAtMillis, long statisticsArticles, TokenisedArticle words) {
        kept.understood(articleId, publishedAtMillis, text(statisticsArticles), words);
    }

    private static LanguageStatistics statistics(int articles) {
        FloatVector mean = FloatVector.copyOf(new float[2]);
        return LanguageStatistics.none(2)
                .with("en", new ArticleStatistics(1, articles, mean, articles, articles, null));
    }

    private ReembeddingQueue restored(Map<String, Long> publishedAtMillis) {
        ReembeddingQueue restored = new ReembeddingQueue(texts, 3);
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
        return due(kept);
    }

    private static List<String> due(ReembeddingQueue kept) {
        List<String> due = new ArrayList<>();
        for (Optional<String> next = kept.takeDue(); next.isPresent(); next = kept.takeDue()) {
            due.add(next.get());
        }
        return due;
    }

    private static WordChangeLog.Since changed(String word) {
        return new WordChangeLog.Since(1, List.of(word), false);
    }

    private static TokenisedArticle words(String... terms) {
        List<Token> tokens = Stream.of(terms)
                .map(term -> new Token(term, term, Link.SPACE, false))
                .toList();
        return new TokenisedArticle(
                "en", new TokenisedText("en", List.of(new Sentence(tokens))), new TokenisedText("en", List.of()));
    }
}
