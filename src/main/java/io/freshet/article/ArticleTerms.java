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

/** The words of one article that can stand for it, counted and looked up: neither stop words nor numbers. */
final class ArticleTerms {

    /**
     * One word.
     *
     * @param count occurrences in headline and body, at least 1
     * @param inTitle whether the headline holds it
     * @param inverseDocumentFrequency as {@link TermFrequencies} has it
     * @param vector of length 1, centred on the frequency-weighted mean of all words; empty if the word has none
     */
    record Term(String text, int count, boolean inTitle, double inverseDocumentFrequency, FloatVector vector) {

        double countWeight() {
            return 1 + Math.log(count);
        }
    }

    private ArticleTerms() {}

    /** The {@code termsMax} most frequent terms; of equally frequent ones those that occur earlier. */
    static List<Term> of(TokenisedArticle article, TermFrequencies frequencies, int termsMax) {
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
        for (Map.Entry<String, Integer> entry : frequent.subList(0, Math.min(termsMax, frequent.size()))) {
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

    /** The direction in which a word differs from the mean of all words; empty if the word is unknown or is the mean. */
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
