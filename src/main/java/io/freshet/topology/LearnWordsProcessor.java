package io.freshet.topology;

import io.freshet.codec.ArticleWords;
import io.freshet.codec.WordEntry;
import io.freshet.codec.WordKey;
import io.freshet.embedding.ArticleStatisticsLearner;
import io.freshet.embedding.ArticleStatisticsState;
import io.freshet.embedding.LearnedWord;
import io.freshet.embedding.WordLearner;
import io.freshet.embedding.WordUpdates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The one task that learns language from the stream: fine-tunes words, takes in new ones, and keeps the statistics of
 * all articles. Every instance reads what it publishes.
 */
final class LearnWordsProcessor extends ContextualProcessor<String, ArticleWords, Object, Object> {
    /** The one key of the store of statistics. */
    static final String STATISTICS_KEY = "statistics";

    private final Parts parts;
    /** Words that changed since they were last published; an empty one left the vocabulary. */
    private final Map<String, Optional<LearnedWord>> unpublished = new LinkedHashMap<>();

    private boolean statisticsUnpublished;
    private boolean modelUnpublished;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private WordLearner words;

    @SuppressWarnings("NullAway.Init")
    private ArticleStatisticsLearner statistics;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ArticleStatisticsState> statisticsStore;

    LearnWordsProcessor(Parts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        LearnedWordTable table = new LearnedWordTable(context.getStateStore(FreshetTopology.LEARNED_WORDS));
        words = new WordLearner(parts.wordModel(), table, parts.words());
        statisticsStore = context.getStateStore(FreshetTopology.ARTICLE_STATISTICS);
        ArticleStatisticsState stored = statisticsStore.get(STATISTICS_KEY);
        statistics = new ArticleStatisticsLearner(
                stored == null ? ArticleStatisticsState.none(parts.wordModel().dimension()) : stored, parts.articles(), new io.freshet.embedding.CategoryWordTable());
        unpublished.clear();
        publishAgain(table, context.getStateStore(FreshetTopology.WORD_OVERLAY));
        context.schedule(parts.settings().wordsInterval(), PunctuationType.WALL_CLOCK_TIME, this::publishWords);
        context.schedule(
                parts.settings().statisticsInterval(), PunctuationType.WALL_CLOCK_TIME, this::publishStatistics);
    }

    /** What a crash kept from being published is in the store, but not in the overlay. */
    private void publishAgain(LearnedWordTable table, ObjectStore<Language> language) {
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
        modelUnpublished =
                language.read(known -> !known.requireModel(parts.wordModel()).knowsModel());
        statisticsUnpublished = language.read(
                known -> known.statistics().version() < statistics.statistics().version());
    }

    @Override
    public void process(Record<String, ArticleWords> record) {
        ArticleWords article = record.value();
        long position = context().recordMetadata().map(RecordMetadata::offset).orElse(0L);
        WordUpdates updates = words.learn(article.sentences(), article.publishedAtMillis(), position);
        updates.changed().forEach(word -> unpublished.put(word.word(), Optional.of(word)));
        updates.removed().forEach(word -> unpublished.put(word, Optional.empty()));
        if (!updates.admitted().isEmpty()) {
            parts.measurements().wordsAdmitted(updates.admitted());
        }
        if (statistics.learn(article.rawVector(), article.sentences().stream().flatMap(java.util.List::stream), article.category())) {
            statistics.refresh();
            statisticsUnpublished = true;
        }
        statisticsStore.put(STATISTICS_KEY, statistics.state());
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
        if (statisticsUnpublished) {
            forward(WordKey.STATISTICS, new WordEntry.Statistics(statistics.statistics()), wallClockMillis);
            statisticsUnpublished = false;
        }
    }

    private void forward(WordKey key, @Nullable WordEntry value, long wallClockMillis) {
        context().forward(new Record<>(key, value, wallClockMillis), Nodes.WORD_VECTORS_SINK);
    }
}
