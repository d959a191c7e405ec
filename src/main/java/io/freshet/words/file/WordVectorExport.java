package io.freshet.words.file;

import io.freshet.words.Vocabulary;
import io.freshet.words.WordModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the word vectors of a model in formats that other programs read. */
public final class WordVectorExport {

    private WordVectorExport() {}

    /**
     * Writes all words, the most frequent first, as UTF-8. The file appears whole or not at all.
     *
     * <p>In these formats a space ends a word, so a word with a space or line end in it cannot be written; the text formats
     * write each float with as many digits as tell it from its neighbours, so that reading gives the same vectors.
     *
     * @param file is replaced if it exists
     * @return how many words were left out because they have a space in them
     */
    public static int write(WordModel model, Path file, WordFileFormat format) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            int leftOut;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
                leftOut = write(model, out, format);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            return leftOut;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static int write(WordModel model, OutputStream out, WordFileFormat format) throws IOException {
        Vocabulary vocabulary = model.vocabulary();
        int leftOut = (int)
                vocabulary.words().stream().filter(word -> !isWritable(word)).count();
        if (format != WordFileFormat.GLOVE) {
            text(out, vocabulary.size() - leftOut + " " + model.dimension() + "\n");
        }
        float[] vector = new float[model.dimension()];
        for (int index = 0; index < vocabulary.size(); index++) {
            String word = vocabulary.word(index);
            if (isWritable(word)) {
                model.copyInput(index, vector, 0);
                text(out, word);
                if (format == WordFileFormat.WORD2VEC_BINARY) {
                    writeBinary(out, vector);
                } else {
                    writeText(out, vector);
                }
                text(out, "\n");
            }
        }
        return leftOut;
    }

    private static boolean isWritable(String word) {
        return word.chars().noneMatch(Character::isWhitespace);
    }

    private static void writeBinary(OutputStream out, float[] vector) throws IOException {
        out.write(' ');
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        out.write(bytes.array());
    }

    private static void writeText(OutputStream out, float[] vector) throws IOException {
        StringBuilder numbers = new StringBuilder();
        for (float component : vector) {
            numbers.append(' ').append(component);
        }
        text(out, numbers.toString());
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
