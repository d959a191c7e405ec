package io.freshet.topology.article;

import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.UnderstoodArticle;
import io.freshet.codec.RejectedEventException;
import io.freshet.codec.json.EventDecoder;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Article;
import io.freshet.recommend.ArticleService;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.text.TokenisedArticle;
import io.freshet.topology.message.ArticleText;
import io.freshet.topology.store.ObjectStore;
import io.freshet.topology.words.WordKnowledge;
import io.freshet.words.WordChangeLog;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Computes keywords, category and vectors of the articles of one partition. Computes them again after the vectors of an
 * article's words or the statistics of its language changed. Owned by the task's thread.
 */
final class ArticleEmbedder {
    private final ArticleUnderstanding understanding;
    private final EventDecoder decoder;
    private final ObjectStore<WordKnowledge> knowledge;
    private final ReembeddingQueue queue;
    private long wordChangesSeen;

    /**
     * Result of embedding an article: its tokens, the computed keywords, category and vectors, and the {@link
     * ArticleDescription} to publish.
     */
    record Embedded(
            Article article, TokenisedArticle tokens, UnderstoodArticle understood, ArticleDescription description) {}

    /** Article kept for re-embedding: the stored text, and the article decoded from this text. */
    record KeptArticle(Article article, ArticleText text) {}

    ArticleEmbedder(
            ArticleUnderstanding understanding,
            EventDecoder decoder,
            ObjectStore<WordKnowledge> knowledge,
            ReembeddingQueue queue) {
        this.understanding = understanding;
        this.decoder = decoder;
        this.knowledge = knowledge;
        this.queue = queue;
        // Restored articles are due whatever changed, so earlier changes need no attention.
        this.wordChangesSeen =
                knowledge.read(known -> known.words().overlay().changes().now());
    }

    /** Embeds a received article and stores its text for re-embedding. */
    Embedded embed(Article article) {
        TokenisedArticle tokens = understanding.tokenise(article);
        // The text is kept as decoded: parts beyond the limits of a field are not kept.
        return embed(article, tokens, EventEncoder.encode(article));
    }

    private Embedded embed(Article article, TokenisedArticle tokens, byte[] json) {
        return knowledge.read(known -> {
            TokenisedArticle joined = known.words().join(tokens);
            UnderstoodArticle understood = understanding.understand(article, joined, known.words(), known.corpus());
            ArticleText text = new ArticleText(
                    json,
                    known.statistics().articles(tokens.language()),
                    understanding.fingerprint(joined, known.words()));
            queue.embedded(article.id(), article.publishedAtMillis(), text, tokens);
            return new Embedded(article, tokens, understood, ArticleService.describe(article, understood));
        });
    }

    /**
     * Queues the articles whose embedding may have become outdated since the last call. These are the articles with a
     * changed word vector, and the articles whose language's statistics hold twice as many articles as at the time of
     * embedding.
     */
    void observeChanges() {
        knowledge.read(known -> {
            WordChangeLog.Changes changes = known.words().overlay().changes().since(wordChangesSeen);
            queue.changed(changes, known.statistics());
            wordChangesSeen = changes.next();
            return changes;
        });
    }

    /**
     * Removes the most recently published article from the re-embedding queue and returns its id; empty if the queue is
     * empty.
     */
    Optional<String> takeDue() {
        return queue.takeDue();
    }

    /**
     * Decodes the stored text of an article; empty if no text is stored or the current input rules reject the article.
     */
    Optional<KeptArticle> kept(String articleId) {
        return queue.text(articleId)
                .flatMap(text -> decode(articleId, text.json()).map(article -> new KeptArticle(article, text)));
    }

    /** Deletes the stored text of an article, so that the article is not re-embedded. */
    void forget(String articleId) {
        queue.forget(articleId);
    }

    /**
     * Embeds a stored article again; returns empty if its embedding from before a restart is still up to date.
     *
     * @return empty if the embedding is still up to date
     */
    Optional<Embedded> embedAgain(KeptArticle kept) {
        Article article = kept.article();
        TokenisedArticle tokens = understanding.tokenise(article);
        if (queue.isRestored(article.id()) && isUpToDate(kept.text(), tokens)) {
            queue.confirmed(article.id(), article.publishedAtMillis(), kept.text(), tokens);
            return Optional.empty();
        }
        return Optional.of(embed(article, tokens, kept.text().json()));
    }

    private Optional<Article> decode(String articleId, byte[] text) {
        try {
            return Optional.of(decoder.article(articleId.getBytes(StandardCharsets.UTF_8), text));
        } catch (RejectedEventException noLongerAccepted) {
            return Optional.empty();
        }
    }

    private boolean isUpToDate(ArticleText text, TokenisedArticle tokens) {
        return knowledge.read(known -> !ReembeddingQueue.hasDoubled(
                        text.statisticsArticles(), known.statistics().articles(tokens.language()))
                && text.fingerprint() == understanding.fingerprint(known.words().join(tokens), known.words()));
    }
}
