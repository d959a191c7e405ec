package io.freshet.topology.words;

import io.freshet.article.CorpusStatistics;
import io.freshet.article.LanguageStatistics;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.WordModel;
import io.freshet.words.online.WordSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Word vectors of an instance (base model plus learned words) and its statistics of articles by language. Filled from
 * the topic {@code word-vectors}.
 */
public final class WordKnowledge {
    private final LayeredWordVectors words;
    private final CategoryWordTable categoryWords = new CategoryWordTable();
    private LanguageStatistics statistics;
    private @Nullable String modelFingerprint;

    public WordKnowledge(WordModel base, WordSettings settings) {
        this.words = LayeredWordVectors.over(base, settings.priorWords());
        this.statistics = LanguageStatistics.none(base.dimension());
    }

    /**
     * Up to {@code count} words of the base model most similar, by cosine, to the word {@code written}. All words are
     * spelled as in text, not as vocabularies store them.
     *
     * @param written the word as written in text, in lower case
     * @return nearest first, at most {@code count}, without stop words; empty if the word is unknown
     */
    public List<String> nearestWords(String written, int count) {
        return words.nearest(written, count);
    }

    public LayeredWordVectors words() {
        return words;
    }

    /** Live table of the number of articles that use each word, by language and category. */
    public CategoryWordTable categoryWords() {
        return categoryWords;
    }

    public LanguageStatistics statistics() {
        return statistics;
    }

    /** Article statistics of all languages, together with the counts of words by category. */
    public CorpusStatistics corpus() {
        return new CorpusStatistics(statistics, categoryWords);
    }

    /** Sets the fingerprint of the base model to which the learned words belong. */
    void noteModel(String fingerprint) {
        modelFingerprint = fingerprint;
    }

    /** Whether the base model of the learned words is known. */
    boolean knowsModel() {
        return modelFingerprint != null;
    }

    /**
     * Returns this knowledge if its learned words belong to {@code model} or their base model is unknown; otherwise
     * throws. Vectors of two models are not comparable.
     *
     * @return this
     * @throws IllegalStateException if the learned words belong to another model
     */
    public WordKnowledge requireModel(WordModel model) {
        if (modelFingerprint != null && !modelFingerprint.equals(model.fingerprint())) {
            throw new IllegalStateException("this application learned its words over the base model " + modelFingerprint
                    + ", but this instance has " + model.fingerprint()
                    + "; give every instance the same model file, or reset the application to change it");
        }
        return this;
    }

    void replace(LanguageStatistics newer) {
        statistics = newer;
    }
}
