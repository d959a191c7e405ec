package io.freshet.article;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.newsroom.NewsroomSettings;
import io.freshet.newsroom.SimulatedNewsroom;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.Tokenizer;
import io.freshet.words.TableWordVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Time to understand one article, by step: tokenising, keywords by TextRank, vector. Uses articles of the simulated
 * newsroom in one language, and a random vector for each word.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class ArticleBenchmark {
    private static final int ARTICLES = 200;
    private static final int DIMENSION = 100;
    private static final int TOKENS_MAX = 10_000;

    @Param({"en", "zh"})
    public String language;

    private final ArticleUnderstanding understanding = new ArticleUnderstanding(ArticleSettings.DEFAULTS);
    private final Keywords keywords = new Keywords(ArticleSettings.DEFAULTS.keywordsMax());
    private final List<Article> articles = new ArrayList<>();
    private final List<TokenisedArticle> tokenised = new ArrayList<>();
    private final List<List<ArticleTerms.Term>> terms = new ArrayList<>();
    private final TableWordVectors vectors = new TableWordVectors(new float[DIMENSION]);
    private final SplittableRandom random = new SplittableRandom(1);
    private int next;

    @Setup(Level.Trial)
    public void open() {
        SimulatedNewsroom newsroom = new SimulatedNewsroom(
                new NewsroomSettings(
                        1,
                        1_700_000_000_000L,
                        1_000,
                        new NewsroomSettings.ActivityRates(20, 1_000),
                        NewsroomSettings.EventFaults.NONE,
                        0));
        long chars = 0;
        while (articles.size() < ARTICLES) {
            if (newsroom.next() instanceof TimedEvent.Announced announced
                    && language.equals(announced.article().language())) {
                Article article = announced.article();
                articles.add(article);
                chars += article.title().length() + article.body().length();
                TokenisedArticle words = understanding.tokenise(article);
                words.terms().forEach(word -> vectors.with(word, 1e-4, randomVector()));
                tokenised.add(words);
            }
        }
        for (TokenisedArticle words : tokenised) {
            terms.add(ArticleTerms.of(words, TermFrequencies.of(vectors)));
        }
        System.out.printf(
                "%n%s: %d characters and %.0f terms per article%n",
                language,
                chars / ARTICLES,
                terms.stream().mapToInt(List::size).average().orElse(0));
    }

    private float[] randomVector() {
        float[] vector = new float[DIMENSION];
        for (int index = 0; index < DIMENSION; index++) {
            vector[index] = (float) (random.nextDouble() - .5);
        }
        return vector;
    }

    private int next() {
        next = (next + 1) % ARTICLES;
        return next;
    }

    @Benchmark
    public Object tokenising() {
        Article article = articles.get(next());
        return Tokenizer.forLanguage(language).tokenise(article.title() + "\n" + article.body(), language, TOKENS_MAX);
    }

    @Benchmark
    public Object keywordsByTextRank() {
        int at = next();
        return keywords.of(tokenised.get(at), terms.get(at));
    }

    @Benchmark
    public Object vector() {
        return understanding.rawVector(
                language, tokenised.get(next()), vectors, CorpusStatistics.none(vectors.dimension()));
    }
}
