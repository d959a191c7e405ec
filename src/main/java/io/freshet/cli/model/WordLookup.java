package io.freshet.cli.model;

import io.freshet.cli.CommandContext;
import io.freshet.cli.CommandFailure;
import io.freshet.vector.VectorMath;
import io.freshet.words.SimilarWord;
import io.freshet.words.WordModel;
import io.freshet.words.WordModelFile;
import io.freshet.words.phrase.CompoundWord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Looks words up in a model file and prints the words nearest to a vector. */
final class WordLookup {
    private final CommandContext context;
    private final Path file;
    private final WordModel model;

    private WordLookup(CommandContext context, Path file, WordModel model) {
        this.context = context;
        this.file = file;
        this.model = model;
    }

    static WordLookup open(CommandContext context, Path file) throws IOException {
        return new WordLookup(
                context, file, WordModelFile.open(context.workingDirectory().resolve(file)));
    }

    /**
     * Vector of a word in the model, scaled to length 1; fails if the model lacks the word.
     *
     * @throws CommandFailure if the model does not contain the word
     */
    float[] unitVector(String word) {
        float[] vector = new float[model.dimension()];
        if (!model.copyVector(model.wordWritten(word).orElse(word), vector)) {
            String lower = word.toLowerCase(Locale.ROOT);
            throw CommandFailure.because(
                    file + " does not contain the word '" + word + "'",
                    model.vocabulary().contains(lower)
                            ? "use '" + lower + "'"
                            : "use another word, in lower case and Simplified Chinese");
        }
        return VectorMath.unit(vector);
    }

    /** Prints the {@code count} words nearest to {@code vector}, leaving out the words in {@code query}. */
    void printNearest(float[] vector, Set<String> query, int count) {
        if (count < 1) {
            throw CommandFailure.usage("-n is " + count, "give 1 or more");
        }
        for (SimilarWord near : model.nearest(
                vector, count, word -> !query.contains(word) && !query.contains(CompoundWord.written(word)))) {
            context.out()
                    .println(String.format(Locale.ROOT, "%.3f  %s", near.cosine(), CompoundWord.written(near.word())));
        }
    }
}
