package io.freshet.topology.message;

import io.freshet.article.category.CategoryWord;
import io.freshet.codec.binary.BinarySerde;
import io.freshet.codec.binary.ByteReader;
import io.freshet.codec.binary.ByteWriter;
import io.freshet.codec.binary.StatisticsLayout;
import io.freshet.codec.binary.TaggedKey;
import io.freshet.words.LearnedWord;
import io.freshet.words.online.WordLearningState;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Byte layouts of the topic {@code word-vectors} and of the values of four stores of words, written with {@link
 * ByteWriter}. The stores are {@code learned-words}, {@code category-words}, {@code word-snapshots} and {@code
 * word-learning}.
 *
 * <pre>
 * key:     byte     'w' and the word, 'c' and the language, a space and the word, or 's' and the language, in UTF-8 to
 *                   the end; or 'm' for the base model
 *
 * value:   byte     version: 2
 *          byte     'w' and word, 'c' and counted (both below), 's', the text language and {@link StatisticsLayout}, or
 *                   'm' and the text fingerprint
 *
 * stored:  byte     version: 1
 *          word
 *
 * snapshot: byte     version: 1
 *          byte     1 if a word follows, else 0
 *
 * counted stored: byte version: 2
 *          counted
 *
 * counted: text     language, a space and the word
 *          list     categories: count number, ascending, 0 for none; float articles that use the word
 *
 * state:   byte     version: 1
 *          count    articles
 *          integer  clockMillis
 *          count    snapshotArticles
 *          count    snapshots
 *          count    rollbacks
 *
 * word:    text     word
 *          count    count
 *          integer  lastSeenMillis
 *          vector   input
 *          vector   output
 * </pre>
 */
final class WordLayout {
    static final Serde<WordEntry> VALUE = new BinarySerde<>("word entry", 2, WordLayout::write, WordLayout::read);
    static final Serde<LearnedWord> STORED =
            new BinarySerde<>("learned word", 1, WordLayout::writeWord, WordLayout::readWord);

    static final Serde<CategoryWord> LABELLED =
            new BinarySerde<>("category word", 2, WordLayout::writeLabelled, WordLayout::readLabelled);
    static final Serde<SnapshotWord> EARLIER =
            new BinarySerde<>("earlier word", 1, WordLayout::writeEarlier, WordLayout::readEarlier);
    static final Serde<WordLearningState> STATE =
            new BinarySerde<>("word learning state", 1, WordLayout::writeState, WordLayout::readState);

    @SuppressWarnings("NullAway") // Kafka passes nulls through serdes.
    static final Serde<WordKey> KEY = Serdes.serdeFrom(
            (topic, key) -> key == null ? null : encodeKey(key),
            (topic, bytes) -> bytes == null ? null : TaggedKey.decode(topic, bytes, WordLayout::key));

    private WordLayout() {}

    private static void write(WordEntry entry, ByteWriter out) {
        if (entry instanceof WordEntry.Learned learned) {
            out.writeByte('w');
            writeWord(learned.word(), out);
        } else if (entry instanceof WordEntry.CategoryCounts ofWord) {
            out.writeByte('c');
            writeLabelled(ofWord.counts(), out);
        } else if (entry instanceof WordEntry.Statistics statistics) {
            out.writeByte('s');
            out.writeText(statistics.language());
            StatisticsLayout.write(statistics.statistics(), out);
        } else if (entry instanceof WordEntry.BaseModel model) {
            out.writeByte('m');
            out.writeText(model.fingerprint());
        }
    }

    private static WordEntry read(ByteReader in) {
        int tag = in.readByte();
        return switch (tag) {
            case 'w' -> new WordEntry.Learned(readWord(in));
            case 'c' -> new WordEntry.CategoryCounts(readLabelled(in));
            case 's' -> new WordEntry.Statistics(in.readText(), StatisticsLayout.read(in));
            case 'm' -> new WordEntry.BaseModel(in.readText());
            default -> throw in.malformed("tag is " + tag);
        };
    }

    private static void writeWord(LearnedWord word, ByteWriter out) {
        out.writeText(word.word());
        out.writeCount(word.count());
        out.writeInteger(word.lastSeenMillis());
        out.writeVector(word.input());
        out.writeVector(word.output());
    }

    private static LearnedWord readWord(ByteReader in) {
        return new LearnedWord(in.readText(), in.readCount(), in.readInteger(), in.readVector(), in.readVector());
    }

    private static void writeLabelled(CategoryWord word, ByteWriter out) {
        out.writeText(word.word());
        int[] numbers = word.numbers();
        float[] counts = word.counts();
        out.writeCount(numbers.length);
        for (int index = 0; index < numbers.length; index++) {
            out.writeCount(numbers[index]);
            out.writeFloat(counts[index]);
        }
    }

    private static CategoryWord readLabelled(ByteReader in) {
        String word = in.readText();
        int size = in.readSize(1 + Float.BYTES);
        int[] numbers = new int[size];
        float[] counts = new float[size];
        for (int index = 0; index < size; index++) {
            numbers[index] = in.readCount(Integer.MAX_VALUE);
            counts[index] = in.readFloat();
        }
        return new CategoryWord(word, numbers, counts);
    }

    private static void writeEarlier(SnapshotWord earlier, ByteWriter out) {
        out.writeBoolean(earlier.before().isPresent());
        earlier.before().ifPresent(word -> writeWord(word, out));
    }

    private static SnapshotWord readEarlier(ByteReader in) {
        return new SnapshotWord(in.readBoolean() ? Optional.of(readWord(in)) : Optional.empty());
    }

    private static void writeState(WordLearningState state, ByteWriter out) {
        out.writeCount(state.articles());
        out.writeInteger(state.clockMillis());
        out.writeCount(state.snapshotArticles());
        out.writeCount(state.snapshots());
        out.writeCount(state.rollbacks());
    }

    private static WordLearningState readState(ByteReader in) {
        return new WordLearningState(in.readCount(), in.readInteger(), in.readCount(), in.readCount(), in.readCount());
    }

    private static byte[] encodeKey(WordKey key) {
        if (key instanceof WordKey.Word word) {
            return TaggedKey.encode('w', word.word());
        }
        if (key instanceof WordKey.CategoryCounts ofWord) {
            return TaggedKey.encode('c', ofWord.word());
        }
        return key instanceof WordKey.Statistics statistics
                ? TaggedKey.encode('s', statistics.language())
                : TaggedKey.encode(((WordKey.Single) key).tag(), "");
    }

    private static @Nullable WordKey key(char tag, String word) {
        return switch (tag) {
            case 'w' -> new WordKey.Word(word);
            case 'c' -> new WordKey.CategoryCounts(word);
            case 's' -> new WordKey.Statistics(word);
            case 'm' -> WordKey.BASE_MODEL;
            default -> null;
        };
    }
}
