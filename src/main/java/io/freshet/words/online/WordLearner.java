package io.freshet.words.online;

import io.freshet.collection.BoundedMap;
import io.freshet.event.Limits;
import io.freshet.text.StopWords;
import io.freshet.text.StreamToken;
import io.freshet.vector.RandomStream;
import io.freshet.words.LearnedWord;
import io.freshet.words.LearnedWordStore;
import io.freshet.words.WordModel;
import io.freshet.words.phrase.CompoundLexicon;
import io.freshet.words.phrase.CompoundWord;
import io.freshet.words.phrase.PhraseDetector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns words from the stream of articles: fine-tunes the words of a base model and adds new words, single words and
 * {@linkplain CompoundWord compounds}. Owned by one thread.
 *
 * <p>A new word is counted in a {@link CountSketch} and admitted at its
 * {@link WordSettings.NewWords#admissionCount()}th use. {@link PhraseDetector} detects compounds, which are admitted at
 * once; later articles are read with the parts of known compounds joined. {@link NewWordInitialiser} initialises new
 * vectors, {@link ArticleTraining} trains. Negative samples that the stream never used keep their base vectors, so that
 * only used words are stored.
 *
 * <p>The same base model, settings, store contents, clock and article give the same numbers, also after a restart:
 * random choices depend only on seed and position. A restart loses only the counts of words that are not yet admitted.
 */
public final class WordLearner {
    /**
     * Largest number of idle words evicted per article, so that one article with a wrong time cannot empty the
     * vocabulary.
     */
    private static final int EVICTIONS_MAX = 100;

    /** Largest number of words of an article to learn from; later words are ignored. */
    private static final int ARTICLE_WORDS_MAX = 2_000;
    /** Largest number of words in a sentence; longer sentences are split. */
    private static final int SENTENCE_WORDS_MAX = 1_000;
    /**
     * Number of counters per row of the {@link CountSketch} that counts new words until they are admitted to the
     * vocabulary; 2 MiB in all.
     */
    private static final int SKETCH_COUNTERS = 1 << 20;

    private static final int CACHE_WORDS = 1 << 14;

    private final WordModel base;
    private final LearnedWordStore store;
    private final WordSettings settings;
    private final CountSketch sketch = new CountSketch(SKETCH_COUNTERS);
    private final LastSeenIndex newWords = new LastSeenIndex();
    private final OnlineNegativeSampler sampler;
    private final LastSeenIndex learnedCompounds = new LastSeenIndex();
    private final CompoundLexicon compounds;
    private final PhraseDetector phrases;
    private final ArticleTraining training;
    private final StreamClock clock;
    private final BaseSimilarityGauge drift;
    private final Map<String, Optional<LearnedWord>> cache;
    /** Number of uses in the stream, summed over all words in the store. */
    private long streamWords;

    private long clockMillis;

    /**
     * Creates a learner that continues from the words in its store.
     *
     * @param settings its dimension is overridden by the base model's
     * @throws IllegalArgumentException if the store's words have another dimension than the base model
     */
    public WordLearner(WordModel base, LearnedWordStore store, WordSettings settings) {
        this.base = base;
        this.store = store;
        this.settings = settings.withDimension(base.dimension());
        this.sampler = new OnlineNegativeSampler(base.vocabulary());
        this.compounds = CompoundLexicon.of(base.vocabulary().words());
        this.phrases = new PhraseDetector(settings.compounds(), compounds);
        this.training = new ArticleTraining(base, this.settings);
        this.clock = new StreamClock(settings.newWords().idleMillis());
        this.drift = new BaseSimilarityGauge(base);
        this.cache = BoundedMap.evictingLeastRecentlyUsed(CACHE_WORDS);
        store.forEach(this::restore);
    }

    /**
     * Creates a learner that continues from its store and from {@code clockMillis}, the clock time of an earlier
     * learner.
     */
    WordLearner(WordModel base, LearnedWordStore store, WordSettings settings, long clockMillis) {
        this(base, store, settings);
        clock.resume(clockMillis);
        this.clockMillis = clockMillis;
    }

    /**
     * Learns from one article, updates the store, and returns the changed and removed words. Words that are blank, have
     * control characters or are longer than {@link Limits#ID_CHARS_MAX} are skipped.
     *
     * @param sentences sentences of the article from the tokeniser, compounds not joined
     * @param language BCP 47 tag, whose stop words limit compounds
     * @param nowMillis event time of the article, epoch milliseconds
     * @param position position of the article in its input, which seeds the random choices
     */
    public WordUpdates learn(List<List<StreamToken>> sentences, String language, long nowMillis, long position) {
        RandomStream random = RandomStream.at(settings.seed(), position);
        clockMillis = clock.advance(nowMillis);
        List<String> removed = new ArrayList<>();
        Map<String, Integer> found = detectCompounds(sentences, StopWords.of(language), removed);
        List<List<String>> pieces = pieces(sentences);
        TrainingRows words = new TrainingRows(base.dimension());
        int[][] numbered = new int[pieces.size()][];
        for (int piece = 0; piece < numbered.length; piece++) {
            numbered[piece] = pieces.get(piece).stream()
                    .mapToInt(word -> use(word, words, found))
                    .toArray();
        }
        // Sets the row numbers of uses that precede the admission of their word within this article.
        for (int piece = 0; piece < numbered.length; piece++) {
            for (int place = 0; place < numbered[piece].length; place++) {
                if (numbered[piece][place] < 0) {
                    numbered[piece][place] = words.number(pieces.get(piece).get(place));
                }
            }
        }
        for (TrainingRows.Row row : words.rows()) {
            if (row.baseIndex < 0) {
                register(row.word, row.count, row.lastSeenMillis(nowMillis));
            }
            sampler.put(row.word, row.count);
        }
        // Removes detected compounds without a use after joining, because they overlap other compounds.
        found.keySet().stream().filter(word -> !newWords.contains(word)).forEach(compounds::remove);
        if (!words.rows().isEmpty()) {
            training.train(numbered, words, sampler, streamWords, word -> words.add(word, base, stored(word)), random);
        }
        evict(removed);
        return store(words, nowMillis, removed);
    }

    /** Number of learned words that the base model does not have, compounds included. */
    public int learnedWords() {
        return newWords.size();
    }

    /** Number of {@link #learnedWords()} that are compounds. */
    public int learnedCompounds() {
        return learnedCompounds.size();
    }

    /**
     * Mean cosine between the base and the current vectors of the base model's 1,000 most frequent words; 1 without
     * drift or without a base model. Far below .9 the base model's vector space is being destroyed.
     */
    public double drift() {
        return drift.value();
    }

    /** Time of the {@link StreamClock}, epoch milliseconds; 0 before the first article. */
    long clockMillis() {
        return clockMillis;
    }

    private void restore(LearnedWord word) {
        if (word.input().dimension() != base.dimension()) {
            throw new IllegalArgumentException("stored word " + word.word() + " has dimension "
                    + word.input().dimension() + ", the base model " + base.dimension());
        }
        streamWords += word.count();
        sampler.put(word.word(), word.count());
        int index = base.vocabulary().indexOf(word.word());
        if (index < 0) {
            register(word.word(), word.count(), word.lastSeenMillis());
        } else {
            drift.update(index, word.input().toArray(), 0);
        }
    }

    /**
     * Records the count and last use of a word that the base model does not have, so that the word can be evicted. Adds
     * a compound to the lexicon.
     */
    private void register(String word, long count, long lastSeenMillis) {
        newWords.put(word, count, lastSeenMillis);
        if (CompoundWord.isCompound(word)) {
            learnedCompounds.put(word, count, lastSeenMillis);
            compounds.add(word);
        }
    }

    /**
     * Detects new compounds in an article and returns each, such as "new_york", with its count. Evicts learned
     * compounds that no longer qualify and adds them to {@code removed}.
     */
    private Map<String, Integer> detectCompounds(
            List<List<StreamToken>> sentences, StopWords stopWords, List<String> removed) {
        Map<String, Integer> found = new HashMap<>();
        if (settings.compounds().compoundsMax() > 0) {
            for (List<StreamToken> sentence : sentences) {
                PhraseDetector.Findings findings = phrases.learn(sentence, stopWords);
                for (PhraseDetector.Found word : findings.found()) {
                    if (isWord(word.word()) && !base.vocabulary().contains(word.word())) {
                        found.put(word.word(), word.count());
                        compounds.add(word.word());
                    }
                }
                findings.rejected().stream().filter(newWords::contains).forEach(word -> remove(word, removed));
            }
        }
        return found;
    }

    /**
     * Splits an article into lists of words, one for each sentence or part of a long sentence, with compounds joined.
     * Leaves out words that {@link #isWord} rejects and all words after the first {@value #ARTICLE_WORDS_MAX}.
     */
    private List<List<String>> pieces(List<List<StreamToken>> sentences) {
        List<List<String>> pieces = new ArrayList<>();
        int left = ARTICLE_WORDS_MAX;
        for (List<StreamToken> sentence : sentences) {
            List<String> piece = new ArrayList<>();
            for (StreamToken word : compounds.join(sentence)) {
                if (left > 0 && isWord(word.term())) {
                    left--;
                    piece.add(word.term());
                    if (piece.size() == SENTENCE_WORDS_MAX) {
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
        if (word.length() > Limits.ID_CHARS_MAX) {
            return false;
        }
        for (int index = 0; index < word.length(); index++) {
            if (Character.isISOControl(word.charAt(index))) {
                return false;
            }
        }
        return !word.isBlank();
    }

    /**
     * Counts one use of a word and returns its row number, or -1 if the word is not admitted yet. Compounds in
     * {@code found} are admitted at once. A word that is known or admitted by this use is counted in its row, any other
     * word in the sketch. Admission also counts the word's earlier uses.
     *
     * @param words rows of the article's words, to which the word is added
     * @param found compounds detected in this article, with their counts
     */
    private int use(String word, TrainingRows words, Map<String, Integer> found) {
        int number = words.number(word);
        int uses = 1;
        if (number < 0) {
            boolean known = base.vocabulary().contains(word) || newWords.contains(word);
            if (!known) {
                if (found.containsKey(word)) {
                    uses = found.get(word);
                } else if (sketch.add(word) < settings.newWords().admissionCount()) {
                    return -1;
                } else {
                    uses = settings.newWords().admissionCount();
                }
            }
            number = words.add(word, base, known ? stored(word) : null);
            words.row(number).used = true;
            words.row(number).admitted = !known;
        }
        words.row(number).count += uses;
        streamWords += uses;
        return number;
    }

    private @Nullable LearnedWord stored(String word) {
        return cache.computeIfAbsent(word, store::get).orElse(null);
    }

    /**
     * Evicts learned words that the base model lacks: words idle for too long, then the longest idle ones above the
     * maximum number. Compounds have a maximum of their own. Adds each evicted word to {@code removed}.
     */
    private void evict(List<String> removed) {
        long idleSinceMillis = clockMillis - settings.newWords().idleMillis();
        Optional<String> idle = newWords.idleSince(idleSinceMillis);
        while (idle.isPresent() && removed.size() < EVICTIONS_MAX) {
            remove(idle.get(), removed);
            idle = newWords.idleSince(idleSinceMillis);
        }
        while (learnedCompounds.size() > settings.compounds().compoundsMax()) {
            remove(learnedCompounds.longestIdle().orElseThrow(), removed);
        }
        while (newWords.size() > settings.newWords().wordsMax()) {
            remove(newWords.longestIdle().orElseThrow(), removed);
        }
    }

    private void remove(String word, List<String> removed) {
        streamWords -= newWords.remove(word);
        learnedCompounds.remove(word);
        compounds.remove(word);
        sampler.remove(word);
        cache.remove(word);
        store.remove(word);
        removed.add(word);
    }

    /**
     * Puts all trained words into the store and returns the changes, which include {@code removed}. Words that are only
     * negative samples are stored but not returned: only their output vectors changed, and these are used only for
     * training.
     */
    private WordUpdates store(TrainingRows words, long nowMillis, List<String> removed) {
        List<LearnedWord> changed = new ArrayList<>();
        List<String> admitted = new ArrayList<>();
        for (int number = 0; number < words.rows().size(); number++) {
            TrainingRows.Row row = words.row(number);
            boolean known = row.baseIndex >= 0 || newWords.contains(row.word);
            if (known && row.isTrainable()) {
                LearnedWord word = words.toLearnedWord(number, row.lastSeenMillis(nowMillis));
                store.put(word);
                cache.put(row.word, Optional.of(word));
                if (row.used) {
                    drift.update(row.baseIndex, words.input(), number * base.dimension());
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
