package io.freshet.topology;

import io.freshet.codec.ArrivedAnnouncement;
import io.freshet.codec.ArticleWords;
import io.freshet.codec.CatalogueEntry;
import io.freshet.codec.CatalogueKey;
import io.freshet.codec.EventDecoder;
import io.freshet.codec.RejectedEventException;
import io.freshet.embedding.ArticleUnderstanding;
import io.freshet.embedding.TokenisedArticle;
import io.freshet.embedding.UnderstoodArticle;
import io.freshet.event.Article;
import io.freshet.event.ArticleProfile;
import io.freshet.recommend.Announcement;
import io.freshet.recommend.ArticleDescription;
import io.freshet.recommend.ItemLearner;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Understands each article the moment it arrives: tokens, keywords, category, vector. Its profile, its place in every
 * catalogue, the news for readers and the words to learn from go out at once.
 */
final class UnderstandArticleProcessor extends ContextualProcessor<byte[], byte[], Object, Object> {
    private static final String INPUT = "articles";

    private final Parts parts;
    private final EventDecoder decoder;
    private final ArticleUnderstanding understanding;
    private final ItemLearner learner;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private Intake intake;

    @SuppressWarnings("NullAway.Init")
    private KeyValueStore<String, ArrivedAnnouncement> announced;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<Language> language;

    @SuppressWarnings("NullAway.Init")
    private ObjectStore<ItemDesk> desk;

    /** What a record of the topic says: an article, or that one is withdrawn. */
    private record Arrival(String articleId, @Nullable Article article) {}

    UnderstandArticleProcessor(Parts parts) {
        this.parts = parts;
        this.decoder = new EventDecoder(parts.eventClock());
        this.understanding = new ArticleUnderstanding(parts.articles());
        this.learner = new ItemLearner(parts.recommend());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        intake = new Intake(INPUT, Nodes.REFUSED_ARTICLES_SINK, context, parts.measurements());
        announced = context.getStateStore(FreshetTopology.ANNOUNCED_ARTICLES);
        language = context.getStateStore(FreshetTopology.WORD_OVERLAY);
        desk = context.getStateStore(FreshetTopology.ITEM_DESK);
        desk.write(items -> items.open(context.getStateStore(FreshetTopology.ITEMS)));
        language.read(known -> known.requireModel(parts.wordModel()));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Optional<Arrival> arrival = intake.accept(record, this::decode);
        if (arrival.isEmpty()) {
            return;
        }
        Article article = arrival.get().article();
        if (article == null) {
            withdraw(record, arrival.get().articleId());
        } else {
            announce(record, article);
        }
        parts.measurements().eventAccepted(INPUT);
    }

    private Arrival decode(byte @Nullable [] key, byte @Nullable [] value) throws RejectedEventException {
        if (value == null) {
            return new Arrival(decoder.articleId(key), null);
        }
        Article article = decoder.article(key, value);
        return new Arrival(article.id(), article);
    }

    private void announce(Record<byte[], byte[]> record, Article article) {
        long start = System.nanoTime();
        TokenisedArticle tokens = understanding.tokenise(article);
        UnderstoodArticle understood =
                language.read(known -> understanding.understand(article, tokens, known.words(), known.statistics(), io.freshet.embedding.CategoryWordCounts.NONE));
        ArticleDescription description = describe(article, understood);
        parts.measurements().articleUnderstood(System.nanoTime() - start);

        ArrivedAnnouncement before = announced.get(article.id());
        ArticleDescription previous =
                before != null && before.announcement() instanceof Announcement.Published published
                        ? published.description()
                        : null;
        ArrivedAnnouncement now = new ArrivedAnnouncement(new Announcement.Published(description), record.timestamp());
        announced.put(article.id(), now);
        desk.write(items -> {
            items.find(article.id()).ifPresent(state -> {
                learner.describe(state, previous, description);
                items.put(state);
            });
            items.relate(article.id());
        });

        ArticleWords words = new ArticleWords(
                article.id(),
                tokens.sentences(),
                understood.rawVector(),
                article.category(),
                article.publishedAtMillis(),
                record.timestamp());
        forward(record, article.id(), profile(description), Nodes.PROFILES_SINK);
        forward(
                record,
                CatalogueKey.description(article.id()),
                new CatalogueEntry.Described(description),
                Nodes.CATALOGUE_SINK);
        forward(record, article.id(), now, Nodes.ANNOUNCEMENTS_SINK);
        forward(record, article.id(), words, Nodes.WORDS_SINK);
    }

    private void withdraw(Record<byte[], byte[]> record, String articleId) {
        // A withdrawal has no time of its own: it holds from when it came.
        ArrivedAnnouncement withdrawn =
                new ArrivedAnnouncement(new Announcement.Withdrawn(articleId, record.timestamp()), record.timestamp());
        announced.put(articleId, withdrawn);
        desk.write(items -> items.find(articleId).ifPresent(state -> {
            learner.withdraw(state);
            items.put(state);
        }));
        Departure.forward(withdrawn, context());
    }

    private static ArticleDescription describe(Article article, UnderstoodArticle understood) {
        return new ArticleDescription(
                article.id(),
                article.title(),
                understood.language(),
                understood.category(),
                article.source(),
                article.publishedAtMillis(),
                article.expiresAtMillis(),
                understood.keywords(),
                understood.contentVector());
    }

    private static ArticleProfile profile(ArticleDescription description) {
        return new ArticleProfile(
                description.articleId(),
                description.title(),
                description.language(),
                description.category(),
                description.keywords(),
                description.publishedAtMillis());
    }

    private void forward(Record<byte[], byte[]> arrived, Object key, Object value, String sink) {
        context().forward(new Record<>(key, value, arrived.timestamp()), sink);
    }
}
