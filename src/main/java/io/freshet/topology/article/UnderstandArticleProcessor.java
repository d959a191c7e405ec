package io.freshet.topology.article;

import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.UnderstoodArticle;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventDecoder;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Article;
import io.freshet.recommend.item.Announcement;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.text.TokenisedArticle;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.NodeNames;
import io.freshet.topology.context.SharedTimeBudget;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.intake.InputDecoder;
import io.freshet.topology.intake.RejectionLog;
import io.freshet.topology.intake.Rerouter;
import io.freshet.topology.message.ArrivedAnnouncement;
import io.freshet.topology.message.ArticleText;
import io.freshet.topology.message.ArticleWords;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.StateStores;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.words.WordKnowledge;
import io.freshet.words.WordChangeLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Understands each article the moment it arrives: tokens, keywords, category, vector. Its profile, its place in every
 * catalogue, the news for readers and the words to learn from go out at once. Understands it again when more is known of
 * its words; where that says something else of it, profile and catalogue follow, quietly.
 */
public final class UnderstandArticleProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private static final String INPUT = "articles";
    /** Of each interval, for understanding articles again. */
    private static final Duration AGAIN_TIME_MAX = Duration.ofMillis(3);

    private final TopologyContext parts;
    private final EventDecoder decoder;
    private final ArticleUnderstanding understanding;
    private final ItemLearner learner;
    private final SharedTimeBudget sharedSpareTime;
    private final RejectionLog refusals;
    private final Rerouter rerouting;
    private final String reroutedTopic;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private InputDecoder intake;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ArrivedAnnouncement> announced;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<WordKnowledge> language;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<ItemStateCache> desk;

    @SuppressWarnings("NullAway.Init")
    private ReembeddingQueue kept;

    @SuppressWarnings("NullAway.Init")
    private TimeBudget spareTime;

    private long wordChangesSeen;

    /** What a record of the topic says: an article, or that one is withdrawn. */
    private record Arrival(String articleId, @Nullable Article article) {}

    private UnderstandArticleProcessor(
            TopologyContext parts, RejectionLog refusals, Rerouter rerouting, SharedTimeBudget sharedSpareTime) {
        this.parts = parts;
        this.refusals = refusals;
        this.rerouting = rerouting;
        this.reroutedTopic = parts.settings().topicNames().of(InternalTopics.REROUTED_ARTICLES);
        this.sharedSpareTime = sharedSpareTime;
        this.decoder = new EventDecoder(parts.eventClock());
        this.understanding = new ArticleUnderstanding(parts.articles());
        this.learner = new ItemLearner(parts.recommend());
    }

    /** Processors that share the time of their threads for understanding again. */
    public static ProcessorSupplier<byte[], byte[], Object, Object> supplier(
            TopologyContext parts, RejectionLog refusals) {
        SharedTimeBudget againTime =
                new SharedTimeBudget(AGAIN_TIME_MAX, parts.settings().reembedInterval(), parts.nanoClock());
        Rerouter rerouting = new Rerouter(Topics.ARTICLES, NodeNames.REROUTED_ARTICLES_SINK, parts);
        return () -> new UnderstandArticleProcessor(parts, refusals, rerouting, againTime);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        intake = new InputDecoder(INPUT, NodeNames.REFUSED_ARTICLES_SINK, context, refusals);
        announced = context.getStateStore(StateStores.ANNOUNCED_ARTICLES.name());
        language = context.getStateStore(GlobalStores.WORD_OVERLAY);
        desk = context.getStateStore(GlobalStores.ITEM_DESK);
        desk.write(items -> items.open(context.getStateStore(StateStores.ITEMS.name())));
        language.read(known -> known.requireModel(parts.wordModel()));
        kept = new ReembeddingQueue(
                context.getStateStore(StateStores.ARTICLE_TEXTS.name()),
                parts.settings().textsMax());
        kept.restore(articleId -> {
            ArticleDescription description = published(announced.get(articleId));
            return description == null ? OptionalLong.empty() : OptionalLong.of(description.publishedAtMillis());
        });
        // What is known of the words of the articles there are now can be more than what they were understood by.
        wordChangesSeen =
                language.read(known -> known.words().overlay().changes().now());
        context.schedule(parts.settings().reembedInterval(), PunctuationType.WALL_CLOCK_TIME, this::understandAgain);
        spareTime = sharedSpareTime.open();
    }

    @Override
    public void close() {
        spareTime.close();
    }

    /** What was last announced of an article, null if nothing was or it is withdrawn. */
    private static @Nullable ArticleDescription published(@Nullable ArrivedAnnouncement last) {
        return last != null && last.announcement() instanceof Announcement.Published published
                ? published.description()
                : null;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<Arrival> arrival = intake.accept(record, this::decode);
        if (arrival.isEmpty()) {
            return;
        }
        String articleId = arrival.get().articleId();
        boolean rerouted = isRerouted();
        if (!rerouted && rerouting.reroute(articleId, record, context())) {
            return;
        }
        ArrivedAnnouncement before = announced.get(articleId);
        if (before != null && before.supersedes(record.timestamp(), rerouted)) {
            parts.measurements().eventSuperseded(INPUT);
            return;
        }
        Article article = arrival.get().article();
        if (article == null) {
            withdraw(record, articleId, rerouted);
        } else {
            announce(record, article, before, rerouted);
        }
        parts.measurements().eventAccepted(INPUT);
    }

    private boolean isRerouted() {
        return context()
                .recordMetadata()
                .filter(metadata -> metadata.topic().equals(reroutedTopic))
                .isPresent();
    }

    private Arrival decode(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException {
        if (value == null) {
            return new Arrival(decoder.articleId(key), null);
        }
        Article article = decoder.article(key, value);
        return new Arrival(article.id(), article);
    }

    private void announce(
            Record<byte[], byte[]> record, Article article, @Nullable ArrivedAnnouncement before, boolean rerouted) {
        long start = parts.nanoClock().getAsLong();
        TokenisedArticle tokens = understanding.tokenise(article);
        // As understood, not as received: what is left out of a body is not kept either.
        UnderstoodArticle understood = understand(article, tokens, EventEncoder.encode(article));
        ArticleDescription description = describe(article, understood);
        parts.measurements().articleUnderstood(parts.nanoClock().getAsLong() - start);

        ArticleDescription previous = published(before);
        ArrivedAnnouncement now =
                new ArrivedAnnouncement(new Announcement.Published(description), record.timestamp(), rerouted);
        publish(now, previous, description, record.timestamp());
        forward(record.timestamp(), article.id(), now, NodeNames.ANNOUNCEMENTS_SINK);
        forward(record.timestamp(), article.id(), words(article, tokens, understood, record), NodeNames.WORDS_SINK);
    }

    /** Looks again at some articles of whose words more is known now. */
    private void understandAgain(long wallClockMillis) {
        language.read(known -> {
            WordChangeLog.Since changes = known.words().overlay().changes().since(wordChangesSeen);
            kept.learned(changes, known.statistics());
            wordChangesSeen = changes.until();
            return changes;
        });
        int looksMax = desk.read(items -> items.workMax(parts.settings().reembedArticlesMax(), wallClockMillis));
        if (!spareTime.begin()) {
            return;
        }
        for (int looks = 0; looks < looksMax && (looks == 0 || spareTime.isLeft()); looks++) {
            Optional<String> articleId = kept.takeDue();
            if (articleId.isEmpty()) {
                break;
            }
            understandAgain(articleId.get(), wallClockMillis);
        }
        spareTime.end();
    }

    private void understandAgain(String articleId, long wallClockMillis) {
        Optional<ArticleText> text = kept.text(articleId);
        Optional<Article> article = text.flatMap(stored -> decodeAgain(articleId, stored.json()));
        ArrivedAnnouncement before = announced.get(articleId);
        ArticleDescription previous = published(before);
        if (text.isEmpty() || article.isEmpty() || before == null || previous == null) {
            kept.forget(articleId);
            return;
        }
        TokenisedArticle tokens = understanding.tokenise(article.get());
        if (kept.isRestored(articleId) && isAsUnderstood(text.get(), tokens)) {
            kept.confirmed(articleId, article.get().publishedAtMillis(), text.get(), tokens);
            parts.measurements().articleUnderstoodAgain(false);
            return;
        }
        ArticleDescription description = describe(
                article.get(), understand(article.get(), tokens, text.get().json()));
        boolean changed = description.differsFrom(previous);
        if (changed) {
            ArrivedAnnouncement now = new ArrivedAnnouncement(
                    new Announcement.Published(description), before.arrivedAtMillis(), before.rerouted());
            publish(now, previous, description, wallClockMillis);
        }
        parts.measurements().articleUnderstoodAgain(changed);
    }

    private Optional<Article> decodeAgain(String articleId, byte[] text) {
        try {
            return Optional.of(decoder.article(articleId.getBytes(StandardCharsets.UTF_8), text));
        } catch (RejectedEventException noLongerAccepted) {
            return Optional.empty();
        }
    }

    /** Whether no more is known of the article than when it was understood. */
    private boolean isAsUnderstood(ArticleText text, TokenisedArticle tokens) {
        return language.read(known -> !ReembeddingQueue.hasSettled(
                        text.statisticsArticles(), known.statistics().articles(tokens.language()))
                && text.basis() == understanding.basis(known.words().join(tokens), known.words()));
    }

    private UnderstoodArticle understand(Article article, TokenisedArticle tokens, byte[] json) {
        return language.read(known -> {
            TokenisedArticle joined = known.words().join(tokens);
            UnderstoodArticle understood =
                    understanding.understand(article, joined, known.words(), known.statistics(), known.categoryWords());
            ArticleText text = new ArticleText(
                    json, known.statistics().articles(tokens.language()), understanding.basis(joined, known.words()));
            kept.understood(article.id(), article.publishedAtMillis(), text, tokens);
            return understood;
        });
    }

    /** What is known of the article from now on: here, in its profile and in every catalogue. */
    private void publish(
            ArrivedAnnouncement now,
            @Nullable ArticleDescription previous,
            ArticleDescription description,
            long timestampMillis) {
        String articleId = description.articleId();
        announced.put(articleId, now);
        desk.write(items -> {
            items.find(articleId).ifPresent(state -> {
                learner.describe(state, previous, description);
                items.put(state);
                // The most-read lists of its category have to hear of it even if nobody reads it any more.
                items.readIn(articleId, state.buckets().newestStartMillis());
            });
            items.related().request(articleId, context().currentSystemTimeMs());
            items.announced(description, context().currentSystemTimeMs());
        });
        forward(timestampMillis, articleId, description.profile(), NodeNames.PROFILES_SINK);
        forward(
                timestampMillis,
                CatalogueKey.description(articleId),
                new CatalogueEntry.Described(description),
                NodeNames.CATALOGUE_SINK);
    }

    private static ArticleWords words(
            Article article, TokenisedArticle tokens, UnderstoodArticle understood, Record<byte[], byte[]> record) {
        return new ArticleWords(
                article.id(),
                understood.statisticsLanguage(),
                ArticleWords.leading(tokens.sentences()),
                understood.rawVector(),
                article.category(),
                article.publishedAtMillis(),
                record.timestamp());
    }

    private void withdraw(Record<byte[], byte[]> record, String articleId, boolean rerouted) {
        // A withdrawal has no time of its own: it holds from when it came.
        ArrivedAnnouncement withdrawn = new ArrivedAnnouncement(
                new Announcement.Withdrawn(articleId, record.timestamp()), record.timestamp(), rerouted);
        announced.put(articleId, withdrawn);
        kept.forget(articleId);
        desk.write(items -> {
            items.find(articleId).ifPresent(state -> {
                learner.withdraw(state);
                items.put(state);
            });
            items.related().forget(articleId);
        });
        Tombstones.forward(withdrawn, context());
    }

    private static ArticleDescription describe(Article article, UnderstoodArticle understood) {
        return new ArticleDescription(
                article.id(),
                article.title(),
                understood.language(),
                understood.category(),
                new ArticleDescription.Publication(article.source(),
                article.publishedAtMillis(),
                article.expiresAtMillis()),
                understood.keywords(),
                understood.contentVector());
    }

    private void forward(long timestampMillis, Object key, Object value, String sink) {
        context().forward(new Record<>(key, value, timestampMillis), sink);
    }
}
