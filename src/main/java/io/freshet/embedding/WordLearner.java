package io.freshet.embedding;

import io.freshet.event.Limits;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns words from the stream of articles: fine-tunes those of a base model and takes in new ones. Owned by one thread.
 *
 * <p>Each article is one round of skip-gram steps with negative sampling over its sentences. What keeps the base model's
 * space intact while new words find their place are two learning rates: a new word moves several times as fast as one of
 * the base model, until it has been seen {@link WordSettings#matureCount()} times. A new word is counted in a sketch and
 * admitted at its {@link WordSettings#admissionCount()}th use; {@link NewWordStart} says where it starts. The noise words
 * of an article are drawn once and shared by its pairs, so that an article touches a bounded number of words; noise that
 * was never learned from stays as the base model has it, so that only used words are ever kept.
 *
 * <p>The same base model, settings, store contents and article give the same numbers, also after a restart: randomness
 * depends on seed and position alone. Only the counts of words that are not yet admitted are lost by a restart.
 */
public final class WordLearner {
    /** At most so many idle words leave with one article: one article with a wrong time cannot empty the vocabulary. */
    private static final int REMOVALS_MAX = 100;

    private static final int CACHE_WORDS = 1 << 14;
    private static final int DRIFT_WORDS = 1_000;

    private final WordModel base;
    private final LearnedWordStore store;
    private final WordSettings settings;
    private final NoiseDistribution baseNoise;
    private final NewWordStart start;
    private final CountSketch sketch;
    private final NewWords newWords;
    private final WindowStep step;
    private final Map<String, Optional<LearnedWord>> cache;
    /** Sum of the counts of all words in the store. */
    private long streamWords;

    /**
     * Goes on from what the store holds.
     *
     * @param settings whose dimension the base model's replaces
     * @throws IllegalArgumentException if the store's words have another dimension than the base model
     */
    public WordLearner(WordModel base, LearnedWordStore store, WordSettings settings) {
        this.base = base;
        this.store = store;
        this.settings = settings.withDimension(base.dimension());
        this.baseNoise = new NoiseDistribution(base.vocabulary());
        this.start = new NewWordStart(base, settings.window());
        this.sketch = new CountSketch(settings.sketchCounters());
        this.newWords = new NewWords(settings.learnedWordsMax());
        this.step = new WindowStep(base.dimension(), 2 * settings.window(), 1 + settings.negatives());
        this.cache = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Optional<LearnedWord>> eldest) {
                return size() > CACHE_WORDS;
            }
        };
        store.forEach(this::restore);
    }

    /**
     * Learns from one article. Words that changed or are new are put to the store before this returns. Blank words, those
     * with control characters and longer ones than {@link Limits#ID_CHARS_MAX} are passed over.
     *
     * @param sentences of the article, as the tokeniser's words
     * @param nowMillis event time of the article
     * @param position of the article in its input, which seeds the random choices
     */
    public WordUpdates learn(List<List<String>> sentences, long nowMillis, long position) {
        RandomStream random = RandomStream.at(settings.seed(), position);
        ArticleWords words = new ArticleWords(base.dimension());
        List<List<String>> pieces = pieces(sentences);
        pieces.forEach(piece -> piece.forEach(word -> use(word, words)));
        for (ArticleWords.Row row : words.rows()) {
            if (row.baseIndex < 0) {
                newWords.put(row.word, row.count, row.lastSeenMillis(nowMillis));
            }
        }
        if (!words.rows().isEmpty()) {
            train(pieces, words, random);
        }
        List<String> removed = removeIdle(nowMillis);
        return keep(words, nowMillis, removed);
    }

    /** How many words beyond those of the base model are known. */
    public int learnedWords() {
        return newWords.size();
    }

    /**
     * How far the base model's space is still the same: the mean cosine of its 1,000 most frequent words to where they
     * are now. 1 is untouched and the value without a base model; .97 is healthy, far below that the old space is being
     * lost. Reads the store once a word.
     */
    public double drift() {
        int words = Math.min(DRIFT_WORDS, base.vocabulary().size());
        float[] before = new float[base.dimension()];
        double sum = 0;
        for (int index = 0; index < words; index++) {
            base.copyInput(index, before, 0);
            sum += store.get(base.vocabulary().word(index))
                    .map(word -> VectorMath.cosine(before, word.input().toArray()))
                    .orElse(1f);
        }
        return words == 0 ? 1 : sum / words;
    }

    private void restore(LearnedWord word) {
        if (word.input().dimension() != base.dimension()) {
            throw new IllegalArgumentException("stored word " + word.word() + " has dimension "
                    + word.input().dimension() + ", the base model " + base.dimension());
        }
        streamWords += word.count();
        if (!base.vocabulary().contains(word.word())) {
            newWords.put(word.word(), word.count(), word.lastSeenMillis());
        }
    }

    /** The sentences without what cannot be a word, in pieces of bounded length, up to the limit of an article. */
    private List<List<String>> pieces(List<List<String>> sentences) {
        List<List<String>> pieces = new ArrayList<>();
        int left = settings.articleWordsMax();
        for (List<String> sentence : sentences) {
            List<String> piece = new ArrayList<>();
            for (String word : sentence) {
                if (left > 0 && isWord(word)) {
                    left--;
                    piece.add(word);
                    if (piece.size() == settings.sentenceWordsMax()) {
                        pieces.add(piece);
                        piece = new ArrayList<>();
                    }
                }
            }
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static boolean isWord(String word) {
        return !word.isBlank()
                && word.length() <= Limits.ID_CHARS_MAX
                && word.chars().noneMatch(Character::isISOControl);
    }

    /** Counts one use of a word: in its row, which it gets if it is known or is now admitted, else in the sketch. */
    private void use(String word, ArticleWords words) {
        int number = words.number(word);
        int uses = 1;
        if (number < 0) {
            boolean known = base.vocabulary().contains(word) || newWords.contains(word);
            if (!known) {
                if (sketch.add(word) < settings.admissionCount()) {
                    return;
                }
                uses = settings.admissionCount();
            }
            number = words.add(word, base, known ? stored(word) : null);
            words.row(number).used = true;
            words.row(number).admitted = !known;
        }
        words.row(number).count += uses;
        streamWords += uses;
    }

    private @Nullable LearnedWord stored(String word) {
        return cache.computeIfAbsent(word, store::get).orElse(null);
    }

    private float rate(ArticleWords.Row row) {
        boolean old = row.baseIndex >= 0 || row.count >= settings.matureCount();
        return (float) (old ? settings.oldWordRate() : settings.newWordRate());
    }

    private double frequency(ArticleWords.Row row) {
        double baseFrequency = row.baseIndex < 0 ? 0 : base.vocabulary().frequency(row.baseIndex);
        return LayeredWordVectors.smoothedFrequency(row.count, baseFrequency, streamWords, settings.priorWords());
    }

    /** Gives new words their place, then makes a step for every pair of neighbours. */
    private void train(List<List<String>> pieces, ArticleWords words, RandomStream random) {
        int[][] sentences = pieces.stream()
                .map(piece -> piece.stream().mapToInt(words::number).toArray())
                .toArray(int[][]::new);
        double[] frequencies =
                words.rows().stream().mapToDouble(this::frequency).toArray();
        for (int number = 0; number < frequencies.length; number++) {
            ArticleWords.Row row = words.row(number);
            row.rate = rate(row);
            if (row.admitted) {
                start.place(number, words, sentences, frequencies, random);
            }
        }
        int[] noise = drawNoise(words, random);
        for (int[] sentence : sentences) {
            trainSentence(sentence, subsample(sentence, frequencies, random), words, noise, random);
        }
    }

    private void trainSentence(int[] sentence, int length, ArticleWords words, int[] noise, RandomStream random) {
        int dimension = base.dimension();
        WindowStep.Rows contexts = new WindowStep.Rows(2 * settings.window());
        WindowStep.Rows targets = new WindowStep.Rows(1 + settings.negatives());
        float[] labels = new float[1 + settings.negatives()];
        labels[0] = 1;
        for (int position = 0; position < length; position++) {
            int seen = sentence[position];
            targets.clear();
            targets.add(seen * dimension, words.row(seen).rate);
            for (int draw = 0; draw < settings.negatives(); draw++) {
                int number = noise[random.nextInt(noise.length)];
                if (number != seen) {
                    ArticleWords.Row row = words.row(number);
                    targets.add(number * dimension, row.moves() ? row.rate : 0);
                }
            }
            int width = 1 + random.nextInt(settings.window());
            int to = Math.min(length - 1, position + width);
            contexts.clear();
            for (int other = Math.max(0, position - width); other <= to; other++) {
                if (other != position) {
                    contexts.add(sentence[other] * dimension, words.row(sentence[other]).rate);
                }
            }
            step.skipGram(words.input(), contexts, words.output(), targets, labels);
        }
    }

    /** Moves the known words that are not skipped to the front of the array and returns their number. */
    private int subsample(int[] sentence, double[] frequencies, RandomStream random) {
        int length = 0;
        for (int number : sentence) {
            if (number >= 0) {
                double share = TrainingRun.keepShare(frequencies[number], settings.sample());
                if (share >= 1 || random.nextDouble() < share) {
                    sentence[length++] = number;
                }
            }
        }
        return length;
    }

    /** The rows of the article's noise words, some perhaps more than once. */
    private int[] drawNoise(ArticleWords words, RandomStream random) {
        double newMass = newWords.mass() / Math.pow((double) streamWords + settings.priorWords(), .75);
        double newShare = newMass / (newMass + baseNoise.mass());
        int[] noise = new int[settings.noiseWords()];
        for (int draw = 0; draw < noise.length; draw++) {
            Optional<String> drawn = random.nextDouble() < newShare ? newWords.draw(random) : Optional.empty();
            String word = drawn.orElseGet(() -> base.vocabulary().word(baseNoise.draw(random)));
            int number = words.number(word);
            if (number < 0) {
                number = words.add(word, base, stored(word));
                words.row(number).rate = rate(words.row(number));
            }
            noise[draw] = number;
        }
        return noise;
    }

    /** Takes out new words that were not seen for long, and the longest idle of a vocabulary that is too large. */
    private List<String> removeIdle(long nowMillis) {
        List<String> removed = new ArrayList<>();
        long idleSinceMillis = nowMillis - settings.idleMillis();
        Optional<String> idle = newWords.idleSince(idleSinceMillis);
        while (idle.isPresent() && removed.size() < REMOVALS_MAX) {
            remove(idle.get(), removed);
            idle = newWords.idleSince(idleSinceMillis);
        }
        while (newWords.size() > settings.learnedWordsMax()) {
            remove(newWords.longestIdle().orElseThrow(), removed);
        }
        return removed;
    }

    private void remove(String word, List<String> removed) {
        streamWords -= newWords.remove(word);
        cache.remove(word);
        store.remove(word);
        removed.add(word);
    }

    /** Puts what moved to the store. Noise moved in its output vector only, which nobody but the store needs to know. */
    private WordUpdates keep(ArticleWords words, long nowMillis, List<String> removed) {
        List<LearnedWord> changed = new ArrayList<>();
        List<String> admitted = new ArrayList<>();
        for (int number = 0; number < words.rows().size(); number++) {
            ArticleWords.Row row = words.row(number);
            boolean known = row.baseIndex >= 0 || newWords.contains(row.word);
            if (known && row.moves()) {
                LearnedWord word = words.toLearnedWord(number, row.lastSeenMillis(nowMillis));
                store.put(word);
                cache.put(row.word, Optional.of(word));
                if (row.used) {
                    changed.add(word);
                }
                if (row.admitted) {
                    admitted.add(row.word);
                }
            }
        }
        return new WordUpdates(changed, admitted, removed);
    }
}
