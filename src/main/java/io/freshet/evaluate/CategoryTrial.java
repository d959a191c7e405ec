package io.freshet.evaluate;

import io.freshet.article.ArticleSettings;
import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.CorpusStatistics;
import io.freshet.article.LanguageStatisticsLearner;
import io.freshet.article.category.CategoryClassifier;
import io.freshet.article.category.CategoryWordCounts;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.evaluate.measure.CategoryAccuracy;
import io.freshet.event.Article;
import io.freshet.event.CategoryTag;
import io.freshet.text.TokenisedArticle;
import io.freshet.vector.FloatVector;
import io.freshet.words.WordVectors;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Evaluates how well categories are inferred: learns from articles with known categories, then compares the inferred
 * category of other articles with the known one. Runs the classes of the live topology. For one thread.
 */
public final class CategoryTrial {

    /** Inputs from which a category is inferred: the article's vector, its words, or both. */
    public enum Evidence {
        BOTH,
        VECTOR,
        WORDS;

        CategoryClassifier of(CategoryClassifier rule) {
            return switch (this) {
                case BOTH -> rule;
                case VECTOR -> rule.withoutWords();
                case WORDS -> rule.withoutVector();
            };
        }
    }

    private final ArticleUnderstanding understanding;
    private final WordVectors words;
    private final LanguageStatisticsLearner learner;
    private final Map<Evidence, CategoryAccuracy> judged = new EnumMap<>(Evidence.class);

    public CategoryTrial(ArticleSettings settings, WordVectors words) {
        this.understanding = new ArticleUnderstanding(settings);
        this.words = words;
        this.learner = new LanguageStatisticsLearner(words.dimension(), Map.of(), settings, new CategoryWordTable());
        for (Evidence look : Evidence.values()) {
            judged.put(look, new CategoryAccuracy());
        }
    }

    /**
     * Learns from an article and its category; an article without a category changes only the mean vector and the word
     * counts of the whole corpus.
     */
    public void learn(Article article) {
        learn(article, understanding.tokenise(article));
    }

    private void learn(Article article, TokenisedArticle tokens) {
        String language = language(article, tokens);
        learner.learn(language, rawVector(language, tokens), tokens.terms(), article.category());
    }

    /** Makes everything learned so far available to the next evaluations. */
    public void finishLearning() {
        learner.refresh();
    }

    /** Evaluates the category inferred for an article against its known category. */
    public void evaluate(Article article) {
        evaluate(article, understanding.tokenise(article));
    }

    private void evaluate(Article article, TokenisedArticle tokens) {
        String language = language(article, tokens);
        FloatVector rawVector = rawVector(language, tokens);
        CorpusStatistics corpus = learner.corpus();
        Optional<CategoryClassifier> rule = corpus.languages().of(language).categoryClassifier();
        CategoryWordCounts counts = corpus.wordCounts(language);
        judged.forEach((look, categories) -> {
            Optional<CategoryTag> inferred =
                    rule.flatMap(both -> look.of(both).infer(rawVector, tokens.terms(), counts, 0));
            categories.add(
                    inferred.map(CategoryTag::confidence).orElse(0.0),
                    inferred.filter(tag -> tag.name().equals(article.category()))
                            .isPresent());
        });
    }

    /** Evaluates the category inferred for an article, then learns from the article and its known category. */
    public void evaluateAndLearn(Article article) {
        TokenisedArticle tokens = understanding.tokenise(article);
        evaluate(article, tokens);
        learn(article, tokens);
    }

    private String language(Article article, TokenisedArticle tokens) {
        return learner.corpus().languageOf(article, tokens);
    }

    private FloatVector rawVector(String language, TokenisedArticle tokens) {
        return understanding.rawVector(language, tokens, words, learner.corpus());
    }

    /** Accuracy and calibration of the categories inferred from the inputs {@code look}: vector, words or both. */
    public CategoryAccuracy accuracy(Evidence look) {
        return Objects.requireNonNull(judged.get(look));
    }
}
