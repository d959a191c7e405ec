package io.freshet.topology.words;

import io.freshet.article.LanguageStatistics;
import io.freshet.article.category.CategoryWordTable;
import io.freshet.words.LayeredWordVectors;
import io.freshet.words.WordModel;
import io.freshet.words.online.WordSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance knows of language now: the words of the base model with those learned since over them, and the
 * statistics of the articles of each language. Filled from the topic of word vectors.
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
     * The words of the base model that are nearest to a learned word, as text writes them.
     *
     * @param written the learned word as text writes it, in lower case
     * @return nearest first, without stop words; empty if the word is not known
     */
    public List<String> nearestWords(String written, int count) {
        return words.nearest(written, count);
    }

    public LayeredWordVectors words() {
        return words;
    }

    /** The words of each language by category. */
    public CategoryWordTable categoryWords() {
        return categoryWords;
    }

    public LanguageStatistics statistics() {
        return statistics;
    }

    /** Takes note of the base model that the learned words stand on. */
    void noteModel(String fingerprint) {
        modelFingerprint = fingerprint;
    }

    /** Whether it is known which base model the learned words stand on. */
    boolean knowsModel() {
        return modelFingerprint != null;
    }

    /**
     * Makes sure that the learned words stand on this model: vectors of two models do not compare.
     *
     * @return this
     * @throws IllegalStateException if they stand on another
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
