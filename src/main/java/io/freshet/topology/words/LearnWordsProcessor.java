package io.freshet.topology.words;

import io.freshet.article.ArticleStatistics;
import io.freshet.article.ArticleStatisticsState;
import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.LanguageStatisticsLearner;
import io.freshet.event.Article;
import io.freshet.text.StreamToken;
import io.freshet.text.TokenisedArticle;
import io.freshet.topology.context.GlobalStores;
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
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one task that learns language from the stream: fine-tunes words, takes in new ones, and keeps the statistics of
 * all articles. Every instance reads what it publishes. Hears {@link ArticleWords} and, from operators, {@link WordCommand}s.
 */
public final class LearnWordsProcessor extends ContextualProcessor<String, Object, Object, Object> {
    /** Precedes a language in the key of its statistics as they were at the last snapshot of the words. */
    static final String SNAPSHOT_PREFIX = "snapshot ";
    /** The one key of the store of where the learning is. */
    static final String STATE_KEY = "state";

    private static final Logger LOG = LoggerFactory.getLogger(LearnWordsProcessor.class);

    private final TopologyContext parts;
    /** Words that changed since they were last published; an empty one left the vocabulary. */
    private final Map<String, Optional<LearnedWord>> unpublished = new LinkedHashMap<>();

    private final ArticleUnderstanding understanding;
    private boolean unlearnedExamples;
    private boolean modelUnpublished;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private GuardedWordLearner words;

    @SuppressWarnings("NullAway.Init")
    private LanguageStatisticsLearner statistics;

    @SuppressWarnings("NullAway.Init")
    private CategoryWordLog categoryWords;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ArticleStatisticsState> statisticsStore;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, WordLearningState> states;

    public LearnWordsProcessor(TopologyContext parts) {
        this.parts = parts;
        this.understanding = new ArticleUnderstanding(parts.articles());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        LearnedWordTable table = new LearnedWordTable(context.getStateStore(StateStores.LEARNED_WORDS.name()));
        states = context.getStateStore(StateStores.WORD_LEARNING.name());
        WordLearningState state = states.get(STATE_KEY);
        words = new GuardedWordLearner(
                parts.wordModel(),
                table,
                new SnapshotWordTable(context.getStateStore(StateStores.EARLIER_WORDS.name())),
                state == null ? WordLearningState.NONE : state,
                parts.words(),
                new StatisticsGoAlong());
        statisticsStore = context.getStateStore(StateStores.ARTICLE_STATISTICS.name());
        categoryWords = new CategoryWordLog(context.getStateStore(StateStores.CATEGORY_WORDS.name()));
        statistics = new LanguageStatisticsLearner(
                parts.wordModel().dimension(), storedStatistics(false), parts.articles(), categoryWords);
        unlearnedExamples = statistics.languages().isEmpty();
        unpublished.clear();
        publishAgain(table, context.getStateStore(GlobalStores.WORD_OVERLAY));
        context.schedule(parts.settings().wordsInterval(), PunctuationType.WALL_CLOCK_TIME, this::publishWords);
        context.schedule(
                parts.settings().statisticsInterval(), PunctuationType.WALL_CLOCK_TIME, this::publishStatistics);
    }

    /** What was said of the learning must not stand when another instance does it. */
    @Override
    public void close() {
        parts.measurements().wordLearningClosed();
    }

    /** What a crash kept from being published is in the store, but not in the overlay. */
    private void publishAgain(LearnedWordTable table, ObjectStore<WordKnowledge> language) {
        table.forEach(word -> {
            boolean published = language.read(known -> known.words()
                    .overlay()
                    .get(word.word())
                    .filter(word::equals)
                    .isPresent());
            if (!published) {
                unpublished.put(word.word(), Optional.of(word));
            }
        });
        categoryWords.forEach(word -> {
            boolean published = language.read(known ->
                    known.categoryWords().get(word.word()).filter(word::equals).isPresent());
            if (!published) {
                categoryWords.publish(word.word());
            }
        });
        modelUnpublished =
                language.read(known -> !known.requireModel(parts.wordModel()).knowsModel());
        Map<String, ArticleStatistics> published =
                language.read(known -> known.statistics().byLanguage());
        statistics.statistics().byLanguage().forEach((name, own) -> {
            ArticleStatistics there = published.get(name);
            if (there == null || there.version() < own.version()) {
                statistics.publish(name);
            }
        });
        published.keySet().stream()
                .filter(name -> !statistics.languages().contains(name))
                .forEach(statistics::publish);
    }

    /** By language, as they are now or as they were at the last snapshot. */
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

    /** Stores what was learned of a language; one that was forgotten leaves the store when it is published. */
    private void store(String language) {
        statistics.state(language).ifPresent(state -> statisticsStore.put(language, state));
    }

    @Override
    public void process(Record<String, Object> record) {
        if (unlearnedExamples) {
            learnExamples();
        }
        if (record.value() instanceof ArticleWords article) {
            learn(article);
        } else if (record.value() == WordCommand.SNAPSHOT) {
            words.snapshot();
        } else if (record.value() == WordCommand.ROLL_BACK) {
            publishLater(words.rollBack());
        }
        states.put(STATE_KEY, words.state());
        parts.measurements()
                .wordsLearned(
                        words.learnedWords(),
                        words.learnedCompounds(),
                        words.drift(),
                        words.state().snapshots(),
                        words.state().returns());
    }

    private void learn(ArticleWords article) {
        // Before the words: should they go back, the statistics do, too.
        String learned = statistics.learn(article.language(), article.rawVector(), terms(article), article.category());
        long position = context().recordMetadata().map(RecordMetadata::offset).orElse(0L);
        WordUpdates updates =
                words.learn(article.sentences(), article.language(), article.publishedAtMillis(), position);
        publishLater(updates);
        if (!updates.admitted().isEmpty()) {
            parts.measurements()
                    .wordsAdmitted(updates.admitted().stream()
                            .map(CompoundWord::written)
                            .toList());
        }
        store(learned);
    }

    private static Stream<String> terms(ArticleWords article) {
        return article.sentences().stream().flatMap(List::stream).map(StreamToken::term);
    }

    /** Once, before the first article: with nobody to learn categories from, there would be none for long. */
    private void learnExamples() {
        unlearnedExamples = false;
        for (Article example : parts.categoryExamples()) {
            TokenisedArticle tokens = understanding.tokenise(example);
            String category = example.category();
            if (category != null) {
                String language = statistics.corpus().languageOf(example, tokens);
                statistics.learnCategory(
                        language,
                        understanding.rawVector(language, tokens, parts.wordModel(), statistics.corpus()),
                        tokens.terms(),
                        category);
            }
        }
        if (!parts.categoryExamples().isEmpty()) {
            statistics.refresh();
            statistics.states().forEach(statisticsStore::put);
            LOG.info(
                    "Learned categories from {} examples in the languages {}",
                    parts.categoryExamples().size(),
                    new TreeSet<>(statistics.languages()));
        }
    }

    private void publishLater(WordUpdates updates) {
        updates.changed().forEach(word -> unpublished.put(word.word(), Optional.of(word)));
        updates.removed().forEach(word -> unpublished.put(word, Optional.empty()));
    }

    /** The statistics are of article vectors made of the words: both are of one time. */
    private final class StatisticsGoAlong implements GuardedWordLearner.Watcher {
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
                    "Took back the words learned since the last snapshot; {} are learned now, drift {}",
                    words.learnedWords(),
                    words.drift());
            statistics.rollBack(storedStatistics(true));
            statistics.states().forEach(statisticsStore::put);
        }
    }

    private void publishWords(long wallClockMillis) {
        if (modelUnpublished) {
            String fingerprint = parts.wordModel().fingerprint();
            forward(WordKey.BASE_MODEL, new WordEntry.BaseModel(fingerprint), wallClockMillis);
            modelUnpublished = false;
        }
        unpublished.forEach((word, learned) -> forward(
                new WordKey.Word(word), learned.map(WordEntry.Learned::new).orElse(null), wallClockMillis));
        unpublished.clear();
    }

    private void publishStatistics(long wallClockMillis) {
        if (unlearnedExamples) {
            learnExamples();
        }
        categoryWords
                .takeUnpublished()
                .forEach((word, counts) -> forward(
                        new WordKey.Labelled(word),
                        counts.map(WordEntry.Labelled::new).orElse(null),
                        wallClockMillis));
        statistics.takeRefreshed().forEach((language, refreshed) -> {
            if (refreshed.isEmpty()) {
                statisticsStore.delete(language);
            }
            forward(
                    new WordKey.Statistics(language),
                    refreshed
                            .map(known -> new WordEntry.Statistics(language, known))
                            .orElse(null),
                    wallClockMillis);
        });
    }

    private void forward(WordKey key, @Nullable WordEntry value, long wallClockMillis) {
        context().forward(new Record<>(key, value, wallClockMillis), NodeNames.WORD_VECTORS_SINK);
    }
}
