package io.freshet.article;

import io.freshet.article.ArticleTerms.Term;
import io.freshet.article.category.CategoryWordCounts;
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
 * From the text of an article to what it is about: language, keywords, vector, category. Needs no model: without word
 * vectors there are keywords by tf·idf and no vector. Stateless, safe to use from any thread.
 */
public final class ArticleUnderstanding {
    /** To be raised when the same words come to say something else of an article: those that are kept are then looked at again. */
    private static final int VERSION = 3;

    private final ArticleSettings settings;
    private final ArticleVectors vectors;
    private final Keywords keywords;

    public ArticleUnderstanding(ArticleSettings settings) {
        this.settings = settings;
        this.vectors = new ArticleVectors(settings);
        this.keywords = new Keywords(settings);
    }

    /** The words of an article. The first Chinese one loads the dictionaries, which takes a second or two. */
    public TokenisedArticle tokenise(Article article) {
        String language = LanguageDetector.detect(article.language(), article.title() + "\n" + article.body());
        Tokenizer tokenizer = Tokenizer.forLanguage(language);
        return new TokenisedArticle(
                language,
                tokenizer.tokenise(article.title(), language, settings.tokensMax()),
                tokenizer.tokenise(article.body(), language, settings.tokensMax()));
    }

    /**
     * What an article is about.
     *
     * @param words the words of {@code article}
     * @param wordVectors in force now; {@link NoWordVectors} without a model
     * @param statistics of the articles of each language, {@link LanguageStatistics#none} at first
     * @param counts of the words of all languages, see {@link LanguageWords}; {@link CategoryWordCounts#NONE} at first
     * @throws IllegalArgumentException if the statistics are of another dimension than the word vectors
     */
    public UnderstoodArticle understand(
            Article article,
            TokenisedArticle words,
            WordVectors wordVectors,
            LanguageStatistics statistics,
            CategoryWordCounts counts) {
        if (statistics.dimension() != wordVectors.dimension()) {
            throw new IllegalArgumentException("dimensions differ: statistics " + statistics.dimension()
                    + ", word vectors " + wordVectors.dimension());
        }
        String language = statisticsLanguage(article, words, statistics, counts);
        TermFrequencies frequencies = frequencies(language, wordVectors, statistics, counts);
        List<Term> terms = ArticleTerms.of(words, frequencies, settings.rankedTermsMax());
        List<Keyword> strongest = keywords.of(words, terms);
        FloatVector rawVector = vectors.rawVector(words, terms, frequencies);
        return new UnderstoodArticle(
                words.language(),
                language,
                strongest,
                rawVector,
                statistics.contentVector(language, rawVector),
                category(article, language, words, rawVector, statistics, counts));
    }

    /**
     * By what the words of an article are understood, as a number. It changes when one of them is learned or has doubled its
     * uses since, when the settings change, and with a build that understands articles otherwise; it is the same on every
     * instance and after a restart.
     *
     * @param words as they are understood, put together by {@link LayeredWordVectors#join}
     */
    public long basis(TokenisedArticle words, LayeredWordVectors wordVectors) {
        // The hash of a text is the same everywhere, that of a record need not be.
        long understanding = RandomStream.mix(
                ((long) VERSION << Integer.SIZE) + settings.toString().hashCode());
        return understanding + wordVectors.overlay().standing(words.terms());
    }

    /**
     * The language whose statistics an article belongs to: the one it names, else {@link
     * LanguageStatistics#languageByWords}.
     */
    public String statisticsLanguage(
            Article article, TokenisedArticle words, LanguageStatistics statistics, CategoryWordCounts counts) {
        return article.language() != null
                ? words.language()
                : statistics.languageByWords(words.language(), words.terms(), counts);
    }

    /**
     * The raw vector alone, of length 1, as {@link #understand} makes it.
     *
     * @param language as {@link #statisticsLanguage}
     * @return empty if no word has a vector
     */
    public FloatVector rawVector(
            String language,
            TokenisedArticle words,
            WordVectors wordVectors,
            LanguageStatistics statistics,
            CategoryWordCounts counts) {
        TermFrequencies frequencies = frequencies(language, wordVectors, statistics, counts);
        return vectors.rawVector(words, ArticleTerms.of(words, frequencies, settings.rankedTermsMax()), frequencies);
    }

    private static TermFrequencies frequencies(
            String language, WordVectors wordVectors, LanguageStatistics statistics, CategoryWordCounts counts) {
        return TermFrequencies.of(wordVectors, statistics.of(language), statistics.counts(language, counts));
    }

    private @Nullable CategoryTag category(
            Article article,
            String language,
            TokenisedArticle words,
            FloatVector rawVector,
            LanguageStatistics statistics,
            CategoryWordCounts counts) {
        if (article.category() != null) {
            return CategoryTag.given(article.category());
        }
        return statistics
                .of(language)
                .categoryRule()
                .flatMap(rule -> rule.infer(
                        rawVector,
                        words.terms(),
                        statistics.counts(language, counts),
                        settings.categoryConfidenceMin()))
                .orElse(null);
    }
}
