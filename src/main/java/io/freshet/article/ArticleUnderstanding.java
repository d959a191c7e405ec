package io.freshet.article;

import io.freshet.article.ArticleTerms.Term;
import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.event.Keyword;
import io.freshet.text.LanguageDetector;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.Tokenizer;
import io.freshet.vector.FloatVector;
import io.freshet.vector.RandomStream;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.NoWordVectors;
import io.freshet.words.WordVectors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives language, keywords, vector and category from the text of an article. Works without a word model: keywords are
 * then ranked by tf·idf, and there is no vector. Stateless, safe from any thread.
 */
public final class ArticleUnderstanding {
    /**
     * Version of the algorithms of this package, a part of every {@link #fingerprint}. Raise the version when a change
     * gives other results for the same words and settings: articles are then re-embedded.
     */
    private static final int VERSION = 4;

    private final ArticleSettings settings;
    private final Keywords keywords;

    public ArticleUnderstanding(ArticleSettings settings) {
        this.settings = settings;
        this.keywords = new Keywords(settings.keywordsMax());
    }

    /**
     * Detects the language of an article and tokenises title and body. The first Chinese article loads the
     * dictionaries, which takes one to two seconds.
     */
    public TokenisedArticle tokenise(Article article) {
        String language = LanguageDetector.detect(article.language(), article.title() + "\n" + article.body());
        Tokenizer tokenizer = Tokenizer.forLanguage(language);
        return new TokenisedArticle(
                language,
                tokenizer.tokenise(article.title(), language, settings.tokensMax()),
                tokenizer.tokenise(article.body(), language, settings.tokensMax()));
    }

    /**
     * Derives keywords, vector and category of an article.
     *
     * @param tokens tokens of {@code article}, compounds joined
     * @param wordVectors current word vectors; {@link NoWordVectors} without a model
     * @param corpus statistics of the articles before, {@link CorpusStatistics#none} at first
     * @throws IllegalArgumentException if statistics and word vectors differ in dimension
     */
    public UnderstoodArticle understand(
            Article article, TokenisedArticle tokens, WordVectors wordVectors, CorpusStatistics corpus) {
        if (corpus.dimension() != wordVectors.dimension()) {
            throw new IllegalArgumentException("dimensions differ: statistics " + corpus.dimension() + ", word vectors "
                    + wordVectors.dimension());
        }
        String language = corpus.languageOf(article, tokens);
        TermFrequencies frequencies = corpus.termFrequencies(language, wordVectors);
        List<Term> terms = ArticleTerms.of(tokens, frequencies);
        List<Keyword> strongest = keywords.of(tokens, terms);
        FloatVector rawVector = ArticleVectors.rawVector(tokens, terms, frequencies);
        return new UnderstoodArticle(
                tokens.language(),
                language,
                strongest,
                rawVector,
                corpus.languages().contentVector(language, rawVector),
                category(article, language, tokens, rawVector, corpus));
    }

    /**
     * Hash of the inputs to an article's vector and keywords: its words and what was learned of them, the settings, and
     * the algorithm version. The hash changes when one of the words is learned or doubles its uses, when a setting
     * changes, and with {@link #VERSION}. It is the same on every instance and after a restart.
     *
     * @param tokens tokens of the article, compounds joined by {@link LayeredWordVectors#join}
     */
    public long fingerprint(TokenisedArticle tokens, LayeredWordVectors wordVectors) {
        // The hash of a string is the same in every process, the hash of a record may not be.
        long understanding = RandomStream.mix(
                ((long) VERSION << Integer.SIZE) + settings.toString().hashCode());
        return understanding + wordVectors.overlay().fingerprint(tokens.terms());
    }

    /**
     * Computes the raw vector of an article: the weighted sum of its word vectors, of length 1. See
     * {@link UnderstoodArticle#rawVector()}.
     *
     * @param language language of the statistics, see {@link CorpusStatistics#languageOf}
     * @return empty if no word has a vector
     */
    public FloatVector rawVector(
            String language, TokenisedArticle tokens, WordVectors wordVectors, CorpusStatistics corpus) {
        TermFrequencies frequencies = corpus.termFrequencies(language, wordVectors);
        return ArticleVectors.rawVector(tokens, ArticleTerms.of(tokens, frequencies), frequencies);
    }

    private @Nullable CategoryTag category(
            Article article, String language, TokenisedArticle tokens, FloatVector rawVector, CorpusStatistics corpus) {
        if (article.category() != null) {
            return CategoryTag.given(article.category());
        }
        return corpus.inferCategory(
                        language,
                        rawVector,
                        tokens.terms(),
                        settings.categories().confidenceMin())
                .orElse(null);
    }
}
