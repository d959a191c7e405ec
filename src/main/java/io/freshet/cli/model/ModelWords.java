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

/** Looks words up in a model file, and prints those near to a vector. */
final class ModelWords {
    private final CommandContext context;
    private final Path file;
    private final WordModel model;

    private ModelWords(CommandContext context, Path file, WordModel model) {
        this.context = context;
        this.file = file;
        this.model = model;
    }

    static ModelWords open(CommandContext context, Path file) throws IOException {
        return new ModelWords(
                context, file, WordModelFile.open(context.workingDirectory().resolve(file)));
    }

    /**
     * The vector of a word, of length 1.
     *
     * @throws CommandFailure if the model does not know it
     */
    float[] unitVector(String word) {
        float[] vector = new float[model.dimension()];
        if (!model.copyVector(model.wordWritten(word).orElse(word), vector)) {
            String lower = word.toLowerCase(Locale.ROOT);
            throw CommandFailure.because(
                    file + " does not know the word '" + word + "'",
                    model.vocabulary().contains(lower)
                            ? "it knows '" + lower + "'"
                            : "words are in lower case and Simplified Chinese; try another");
        }
        return VectorMath.unit(vector);
    }

    /** Prints the words nearest to a vector, without those that were asked with. */
    void printNearest(float[] vector, Set<String> given, int count) {
        if (count < 1) {
            throw CommandFailure.usage("-n is " + count, "give 1 or more");
        }
        for (SimilarWord near : model.nearest(
                vector, count, word -> !given.contains(word) && !given.contains(CompoundWord.written(word)))) {
            context.out()
                    .println(String.format(Locale.ROOT, "%.3f  %s", near.cosine(), CompoundWord.written(near.word())));
        }
    }
}
