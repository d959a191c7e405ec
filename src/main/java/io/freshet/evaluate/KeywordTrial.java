package io.freshet.evaluate;

import io.freshet.article.ArticleSettings;
import io.freshet.article.ArticleUnderstanding;
import io.freshet.article.CorpusStatistics;
import io.freshet.article.WordRanking;
import io.freshet.event.Article;
import io.freshet.event.Keyword;
import io.freshet.text.StopWords;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.Tokenizer;
import io.freshet.words.WordVectors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates keyword extraction against keywords given by people, for single words and for whole phrases. For one
 * thread.
 *
 * <p>The reference words are all words of the given keywords except stop words and numbers; the reference phrases are
 * the given keywords in lower case. F1 at k is the harmonic mean of precision and recall of the first k keywords found,
 * averaged over documents; documents without given keywords are not evaluated.
 */
public final class KeywordTrial {
    /** Cut-offs k of the measure F1 at k, which is the F1 of the k best keywords extracted. */
    public static final List<Integer> CUTS = List.of(5, 10, 15);

    private static final int KEYWORDS_MAX = CUTS.get(CUTS.size() - 1);

    private final ArticleUnderstanding understanding;
    private final WordVectors words;
    private final Map<String, double[]> sums = new LinkedHashMap<>();
    private long documents;

    /**
     * Creates a trial with the given settings, but with the largest of {@link #CUTS} as the number of keywords per
     * document.
     */
    public KeywordTrial(ArticleSettings settings, WordVectors words) {
        this.understanding = new ArticleUnderstanding(settings.withKeywordsMax(KEYWORDS_MAX));
        this.words = words;
    }

    /** Compares the keywords extracted from one document with its given keywords. */
    public void evaluate(Article document, List<String> given) {
        TokenisedArticle tokens = understanding.tokenise(document);
        Set<String> givenWords = words(given, tokens.language());
        Set<String> givenPhrases = new HashSet<>();
        given.forEach(phrase -> givenPhrases.add(folded(phrase)));
        if (givenWords.isEmpty()) {
            return;
        }
        documents++;
        for (WordRanking ranking : WordRanking.values()) {
            add("words by " + ranking.label(), ranking.strongest(tokens, words, KEYWORDS_MAX), givenWords);
        }
        List<Keyword> keywords = understanding
                .understand(document, tokens, words, CorpusStatistics.none(words.dimension()))
                .keywords();
        add(
                "keywords and phrases as published",
                keywords.stream().map(keyword -> folded(keyword.text())).toList(),
                givenPhrases);
    }

    private static Set<String> words(List<String> phrases, String language) {
        Set<String> all = new HashSet<>();
        StopWords stopWords = StopWords.of(language);
        for (String phrase : phrases) {
            Tokenizer.forLanguage(language)
                    .sentences(phrase, Integer.MAX_VALUE)
                    .forEach(sentence -> sentence.terms().stream()
                            .filter(term -> !stopWords.contains(term))
                            .forEach(all::add));
        }
        return all;
    }

    private static String folded(String phrase) {
        return phrase.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private void add(String name, List<String> found, Set<String> given) {
        double[] byCut = sums.computeIfAbsent(name, unused -> new double[CUTS.size()]);
        for (int index = 0; index < CUTS.size(); index++) {
            byCut[index] += f1(found.subList(0, Math.min(CUTS.get(index), found.size())), given);
        }
    }

    /** F1 of the keywords found against those given: harmonic mean of precision and recall; 0 if none agrees. */
    static double f1(List<String> found, Set<String> given) {
        long hits = found.stream().distinct().filter(given::contains).count();
        return hits == 0 ? 0 : 2.0 * hits / (found.size() + given.size());
    }

    /** Number of documents evaluated. */
    public long documents() {
        return documents;
    }

    /**
     * Mean F1 over the documents by name of the extraction method; one element per cut-off in {@link #CUTS}. Empty
     * before the first document.
     */
    public Map<String, List<Double>> means() {
        Map<String, List<Double>> means = new LinkedHashMap<>();
        sums.forEach((name, byCut) -> {
            List<Double> mean = new ArrayList<>();
            for (double sum : byCut) {
                mean.add(sum / documents);
            }
            means.put(name, mean);
        });
        return means;
    }
}
