package io.freshet.article;

import io.freshet.text.Sentence;
import io.freshet.text.StopWords;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import io.freshet.words.WordVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Extracts the terms of an article, its words without stop words and numbers, with their counts and vectors. Stateless.
 */
final class ArticleTerms {
    /** Factor by which a word of the title weighs more, in keywords and in article vectors. */
    static final double TITLE_WEIGHT = 2;
    /** Largest number of terms extracted; the cost of TextRank grows with the square of the number. */
    private static final int TERMS_MAX = 150;

    /**
     * A term of an article with its count, inverse document frequency and vector.
     *
     * @param count occurrences in title and body, at least 1
     * @param inTitle whether the title contains the term
     * @param inverseDocumentFrequency see {@link TermFrequencies}
     * @param vector word vector centred on the frequency-weighted mean of all words, of length 1; empty if the word has
     *     none
     */
    record Term(String text, int count, boolean inTitle, double inverseDocumentFrequency, FloatVector vector) {

        /** Sublinear term frequency, {@code 1 + ln count}. */
        double countWeight() {
            return 1 + Math.log(count);
        }
    }

    private ArticleTerms() {}

    /**
     * Extracts the most frequent terms of an article, at most {@value #TERMS_MAX}; ties are broken by first occurrence.
     */
    static List<Term> of(TokenisedArticle article, TermFrequencies frequencies) {
        WordVectors words = frequencies.words();
        Map<String, Integer> titleCounts = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        StopWords stopWords = StopWords.of(article.language());
        count(article.title(), stopWords, titleCounts);
        counts.putAll(titleCounts);
        count(article.body(), stopWords, counts);
        List<Map.Entry<String, Integer>> frequent = new ArrayList<>(counts.entrySet());
        frequent.sort(Comparator.comparing(Map.Entry<String, Integer>::getValue).reversed());
        float[] centre = words.meanVector();
        List<Term> terms = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : frequent.subList(0, Math.min(TERMS_MAX, frequent.size()))) {
            String text = entry.getKey();
            terms.add(new Term(
                    text,
                    entry.getValue(),
                    titleCounts.containsKey(text),
                    frequencies.inverseDocumentFrequency(text),
                    centredUnitVector(text, words, centre)));
        }
        return terms;
    }

    /**
     * The word's vector minus {@code centre}, scaled to length 1; empty if the word is unknown or its vector equals the
     * centre.
     */
    static FloatVector centredUnitVector(String word, WordVectors words, float[] centre) {
        float[] vector = new float[words.dimension()];
        if (!words.copyVector(word, vector)) {
            return FloatVector.empty();
        }
        VectorMath.addScaled(-1, centre, vector);
        VectorMath.normalise(vector);
        return VectorMath.norm(vector) > 0 ? FloatVector.copyOf(vector) : FloatVector.empty();
    }

    private static void count(TokenisedText text, StopWords stopWords, Map<String, Integer> counts) {
        for (Sentence sentence : text.sentences()) {
            for (String term : sentence.terms()) {
                if (!stopWords.contains(term)) {
                    counts.merge(term, 1, Integer::sum);
                }
            }
        }
    }
}
