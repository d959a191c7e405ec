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

/** Exports the word vectors of a model in formats of other programs. */
public final class WordVectorExport {

    private WordVectorExport() {}

    /**
     * Writes a model's words and vectors to a file, most frequent first; returns the number of words skipped because
     * they contain white space. Text is UTF-8. The file is written completely or not at all.
     *
     * <p>Words with white space are skipped because a space ends the word in these formats. Text formats write enough
     * digits to reproduce every float exactly.
     *
     * @param file replaced if it exists
     * @return number of words skipped because they have white space
     */
    public static int write(WordModel model, Path file, WordFileFormat format) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            int skipped;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
                skipped = write(model, out, format);
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
            return skipped;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static int write(WordModel model, OutputStream out, WordFileFormat format) throws IOException {
        Vocabulary vocabulary = model.vocabulary();
        int skipped = (int)
                vocabulary.words().stream().filter(word -> !isWritable(word)).count();
        if (format != WordFileFormat.GLOVE) {
            writeText(out, vocabulary.size() - skipped + " " + model.dimension() + "\n");
        }
        float[] vector = new float[model.dimension()];
        for (int index = 0; index < vocabulary.size(); index++) {
            String word = vocabulary.word(index);
            if (isWritable(word)) {
                model.copyInput(index, vector, 0);
                writeText(out, word);
                if (format == WordFileFormat.WORD2VEC_BINARY) {
                    writeBinaryVector(out, vector);
                } else {
                    writeTextVector(out, vector);
                }
                writeText(out, "\n");
            }
        }
        return skipped;
    }

    private static boolean isWritable(String word) {
        return word.chars().noneMatch(Character::isWhitespace);
    }

    private static void writeBinaryVector(OutputStream out, float[] vector) throws IOException {
        out.write(' ');
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        out.write(bytes.array());
    }

    private static void writeTextVector(OutputStream out, float[] vector) throws IOException {
        StringBuilder numbers = new StringBuilder();
        for (float component : vector) {
            numbers.append(' ').append(component);
        }
        writeText(out, numbers.toString());
    }

    private static void writeText(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
