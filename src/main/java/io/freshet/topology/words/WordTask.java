package io.freshet.topology.words;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.LanguageStatisticsLearner;
import io.freshet.event.Article;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenisedArticle;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArticleWords;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.message.WordCommand;
import io.freshet.topology.message.WordEntry;
import io.freshet.topology.message.WordKey;
import io.freshet.topology.store.ObjectStore;
import io.freshet.words.LearnedWord;
import io.freshet.words.online.GuardedWordLearner;
import io.freshet.words.online.WordLearningState;
import io.freshet.words.online.WordUpdates;
import io.freshet.words.phrase.CompoundWord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from all articles, in one task: fine-tunes and adds words, keeps the statistics of each language, and
 * publishes both to every instance. Owned by the task's thread.
 */
final class WordTask {
    /**
     * Prefix of the keys under which the statistics at the last snapshot of the words are stored; the language follows.
     */
    static final String SNAPSHOT_PREFIX = "snapshot ";
    /** Key of the state of word learning, the only key of its store. */
    static final String STATE_KEY = "state";

    private static final Logger LOG = LoggerFactory.getLogger(WordTask.class);

    private final TopologyContext topology;
    private final ProcessorContext<Object, Object> context;
    private final ArticleUnderstanding understanding;
    private final GuardedWordLearner words;
    private final LanguageStatisticsLearner statistics;
    private final CategoryWordLog categoryWords;
    private final KeyValueStore<String, ArticleStatisticsState> statisticsStore;
    private final KeyValueStore<String, WordLearningState> states;
    /** Words changed since their last publication, by word; empty for a word that left the vocabulary. */
    private final Map<String, Optional<LearnedWord>> unpublished = new LinkedHashMap<>();

    /** Whether the labelled example articles of the settings are still to be learned. */
    private boolean examplesDue;

    private boolean modelUnpublished;

    WordTask(TopologyContext topology, ArticleUnderstanding understanding, ProcessorContext<Object, Object> context) {
        this.topology = topology;
        this.understanding = understanding;
        this.context = context;
        TopologyContext.Language language = topology.language();
        LearnedWordTable table = new LearnedWordTable(context.getStateStore(StateStores.LEARNED_WORDS.name()));
        this.states = context.getStateStore(StateStores.WORD_LEARNING.name());
        WordLearningState state = states.get(STATE_KEY);
        this.words = new GuardedWordLearner(
                language.wordModel(),
                table,
                new SnapshotWordTable(context.getStateStore(StateStores.WORD_SNAPSHOTS.name())),
                state == null ? WordLearningState.NONE : state,
                language.words(),
                new StatisticsSnapshots());
        this.statisticsStore = context.getStateStore(StateStores.ARTICLE_STATISTICS.name());
        this.categoryWords = new CategoryWordLog(context.getStateStore(StateStores.CATEGORY_WORDS.name()));
        this.statistics = new LanguageStatisticsLearner(
                language.wordModel().dimension(), storedStatistics(false), language.articles(), categoryWords);
        this.examplesDue = statistics.languages().isEmpty();
        findUnpublished(table, context.getStateStore(GlobalStores.WORD_KNOWLEDGE));
    }

    /**
     * Marks stored words, counts and statistics for publication if the word knowledge lacks them: a crash may have lost
     * their records.
     */
    private void findUnpublished(LearnedWordTable table, ObjectStore<WordKnowledge> knowledge) {
        table.forEach(word -> {
            boolean published = knowledge.read(known -> known.words()
                    .overlay()
                    .get(word.word())
                    .filter(word::equals)
                    .isPresent());
            if (!published) {
                unpublished.put(word.word(), Optional.of(word));
            }
        });
        categoryWords.forEach(word -> {
            boolean published = knowledge.read(known ->
                    known.categoryWords().get(word.word()).filter(word::equals).isPresent());
            if (!published) {
                categoryWords.publish(word.word());
            }
        });
        modelUnpublished = knowledge.read(
                known -> !known.requireModel(topology.language().wordModel()).knowsModel());
        Map<String, ArticleStatistics> published =
                knowledge.read(known -> known.statistics().byLanguage());
        statistics.statistics().byLanguage().forEach((name, own) -> {
            ArticleStatistics there = published.get(name);
            if (there == null || there.version() < own.version()) {
                statistics.markRefreshed(name);
            }
        });
        published.keySet().stream()
                .filter(name -> !statistics.languages().contains(name))
                .forEach(statistics::markRefreshed);
    }

    /** Stored statistics by language: those at the last snapshot if {@code atSnapshot}, otherwise the current ones. */
    private Map<String, ArticleStatisticsState> storedStatistics(boolean atSnapshot) {
        Map<String, ArticleStatisticsState> stored = new HashMap<>();
        try (KeyValueIterator<String, ArticleStatisticsState> all = statisticsStore.all()) {
            all.forEachRemaining(entry -> {
                boolean snapshot = entry.key.startsWith(SNAPSHOT_PREFIX);
                if (snapshot == atSnapshot) {
                    stored.put(snapshot ? entry.key.substring(SNAPSHOT_PREFIX.length()) : entry.key, entry.value);
                }
            });
        }
        return stored;
    }

    /**
     * Learns words and statistics from an article, whose record has the offset {@code position}.
     *
     * @param position offset of the article's record
     */
    void learn(ArticleWords article, long position) {
        learnExamplesOnce();
        // Before the words: a rollback of the words rolls the statistics back as well.
        String language = statistics.learn(article.language(), article.rawVector(), terms(article), article.category());
        WordUpdates updates =
                words.learn(article.sentences(), article.language(), article.publishedAtMillis(), position);
        publishLater(updates);
        if (!updates.admitted().isEmpty()) {
            topology.measurements()
                    .record(new Measurement.WordsAdmitted(updates.admitted().stream()
                            .map(CompoundWord::written)
                            .toList()));
        }
        statistics.state(language).ifPresent(state -> statisticsStore.put(language, state));
        finish();
    }

    /** Takes a snapshot of the words, or rolls the words back to the last snapshot, as the command says. */
    void apply(WordCommand command) {
        learnExamplesOnce();
        if (command == WordCommand.SNAPSHOT) {
            words.snapshot();
        } else {
            publishLater(words.rollBack());
        }
        finish();
    }

    private void finish() {
        states.put(STATE_KEY, words.state());
        topology.measurements()
                .record(new Measurement.WordsLearned(
                        words.learnedWords(),
                        words.learnedCompounds(),
                        words.drift(),
                        words.state().snapshots(),
                        words.state().rollbacks()));
    }

    private static Stream<String> terms(ArticleWords article) {
        return article.sentences().stream().flatMap(List::stream).map(StreamToken::term);
    }

    /**
     * Learns the labelled examples of categories, once, before the first article. Without them, a stream without
     * labelled articles would teach no category.
     */
    private void learnExamplesOnce() {
        if (!examplesDue) {
            return;
        }
        examplesDue = false;
        List<Article> examples = topology.language().categoryExamples();
        examples.forEach(this::learnExample);
        if (!examples.isEmpty()) {
            statistics.refresh();
            statistics.states().forEach(statisticsStore::put);
            LOG.info(
                    "Learned categories from {} examples in the languages {}",
                    examples.size(),
                    new TreeSet<>(statistics.languages()));
        }
    }

    private void learnExample(Article example) {
        String category = example.category();
        if (category == null) {
            return;
        }
        TokenisedArticle tokens = understanding.tokenise(example);
        String language = statistics.corpus().languageOf(example, tokens);
        statistics.learnCategory(
                language,
                understanding.rawVector(language, tokens, topology.language().wordModel(), statistics.corpus()),
                tokens.terms(),
                category);
    }

    private void publishLater(WordUpdates updates) {
        updates.changed().forEach(word -> unpublished.put(word.word(), Optional.of(word)));
        updates.removed().forEach(word -> unpublished.put(word, Optional.empty()));
    }

    /**
     * Publishes the words changed since the last call. First publishes the fingerprint of the base model, if the topic
     * has none yet.
     */
    void publishWords(long nowMillis) {
        if (modelUnpublished) {
            String fingerprint = topology.language().wordModel().fingerprint();
            forward(WordKey.BASE_MODEL, new WordEntry.BaseModel(fingerprint), nowMillis);
            modelUnpublished = false;
        }
        unpublished.forEach((word, learned) -> forward(
                new WordKey.Word(word), learned.map(WordEntry.Learned::new).orElse(null), nowMillis));
        unpublished.clear();
    }

    /**
     * Publishes the counts of words by category that changed since the last call, then the changed statistics of
     * languages.
     */
    void publishStatistics(long nowMillis) {
        learnExamplesOnce();
        categoryWords
                .takeUnpublished()
                .forEach((word, counts) -> forward(
                        new WordKey.CategoryCounts(word),
                        counts.map(WordEntry.CategoryCounts::new).orElse(null),
                        nowMillis));
        statistics.takeRefreshed().forEach((language, refreshed) -> {
            if (refreshed.isEmpty()) {
                statisticsStore.delete(language);
            }
            forward(
                    new WordKey.Statistics(language),
                    refreshed
                            .map(known -> new WordEntry.Statistics(language, known))
                            .orElse(null),
                    nowMillis);
        });
    }

    private void forward(WordKey key, @Nullable WordEntry value, long nowMillis) {
        context.forward(new Record<>(key, value, nowMillis), NodeNames.WORD_VECTORS_SINK);
    }

    /**
     * Saves and restores the statistics whenever the learned words are snapshotted or rolled back. Article vectors are
     * made of word vectors, so both must match.
     */
    private final class StatisticsSnapshots implements GuardedWordLearner.SnapshotListener {
        @Override
        public void snapshotTaken() {
            storedStatistics(true).keySet().stream()
                    .filter(language -> !statistics.languages().contains(language))
                    .forEach(language -> statisticsStore.delete(SNAPSHOT_PREFIX + language));
            statistics.states().forEach((language, state) -> statisticsStore.put(SNAPSHOT_PREFIX + language, state));
        }

        @Override
        public void rolledBack() {
            LOG.warn(
                    "Rolled the learned words back to the last snapshot: {} words are learned, drift {}",
                    words.learnedWords(),
                    words.drift());
            statistics.rollBack(storedStatistics(true));
            statistics.states().forEach(statisticsStore::put);
        }
    }
}
