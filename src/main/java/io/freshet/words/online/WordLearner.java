package io.freshet.words.online;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns words from the stream of articles: fine-tunes those of a base model and takes in new ones, single words and
 * {@linkplain CompoundWord compounds}. Owned by one thread.
 *
 * <p>A new word is counted in a sketch and admitted at its {@link WordSettings#admissionCount()}th use; {@link PhraseDetector}
 * finds compounds, which are admitted at once, and from then on text is read with them put together. {@link NewWordInitialiser}
 * says where new words start, {@link ArticleTraining} how all move. Noise that was never learned from stays as the base model
 * has it, so that only used words are ever kept.
 *
 * <p>The same base model, settings, store contents, clock and article give the same numbers, also after a restart:
 * randomness depends on seed and position alone. Only the counts of what is not yet admitted are lost by a restart.
 */
public final class WordLearner {
    /** At most so many idle words leave with one article: one article with a wrong time cannot empty the vocabulary. */
    private static final int REMOVALS_MAX = 100;

    private static final int CACHE_WORDS = 1 << 14;

    private final WordModel base;
    private final LearnedWordStore store;
    private final WordSettings settings;
    private final CountSketch sketch;
    private final LastSeenIndex newWords = new LastSeenIndex();
    private final OnlineNegativeSampler noise;
    private final LastSeenIndex learnedCompounds = new LastSeenIndex();
    private final CompoundLexicon compounds;
    private final PhraseDetector coined;
    private final ArticleTraining training;
    private final StreamClock clock;
    private final DriftGauge drift;
    private final Map<String, Optional<LearnedWord>> cache;
    /** Sum of the counts of all words in the store. */
    private long streamWords;

    private long clockMillis;

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
        this.sketch = new CountSketch(settings.sketchCounters());
        this.noise = new OnlineNegativeSampler(base.vocabulary());
        this.compounds = CompoundLexicon.of(base.vocabulary().words());
        this.coined = new PhraseDetector(settings.compounds(), compounds);
        this.training = new ArticleTraining(base, this.settings);
        this.clock = new StreamClock(settings.idleMillis());
        this.drift = new DriftGauge(base);
        this.cache = new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Optional<LearnedWord>> eldest) {
                return size() > CACHE_WORDS;
            }
        };
        store.forEach(this::restore);
    }

    /** As the public one, for a learner that goes on after another one whose {@link #clockMillis()} this was. */
    WordLearner(WordModel base, LearnedWordStore store, WordSettings settings, long clockMillis) {
        this(base, store, settings);
        clock.set(clockMillis);
        this.clockMillis = clockMillis;
    }

    /**
     * Learns from one article. Words that changed or are new are put to the store before this returns. Blank words, those
     * with control characters and longer ones than {@link Limits#ID_CHARS_MAX} are passed over.
     *
     * @param sentences of the article, as the tokeniser sees them, no compound put together
     * @param language a BCP 47 tag, whose stop words are no part of a compound
     * @param nowMillis event time of the article
     * @param position of the article in its input, which seeds the random choices
     */
    public WordUpdates learn(List<List<StreamToken>> sentences, String language, long nowMillis, long position) {
        RandomStream random = RandomStream.at(settings.seed(), position);
        clockMillis = clock.advance(nowMillis);
        List<String> removed = new ArrayList<>();
        Map<String, Integer> found = findCompounds(sentences, StopWords.of(language), removed);
        List<List<String>> pieces = pieces(sentences);
        TrainingRows words = new TrainingRows(base.dimension());
        int[][] numbered = new int[pieces.size()][];
        for (int piece = 0; piece < numbered.length; piece++) {
            numbered[piece] = pieces.get(piece).stream()
                    .mapToInt(word -> use(word, words, found))
                    .toArray();
        }
        // A word may stand before the use that admits it.
        for (int piece = 0; piece < numbered.length; piece++) {
            for (int place = 0; place < numbered[piece].length; place++) {
                if (numbered[piece][place] < 0) {
                    numbered[piece][place] = words.number(pieces.get(piece).get(place));
                }
            }
        }
        for (TrainingRows.Row row : words.rows()) {
            if (row.baseIndex < 0) {
                know(row.word, row.count, row.lastSeenMillis(nowMillis));
            }
            noise.put(row.word, row.count);
        }
        // What overlaps with another compound may not occur once all are put together.
        found.keySet().stream().filter(word -> !newWords.contains(word)).forEach(compounds::remove);
        if (!words.rows().isEmpty()) {
            training.train(numbered, words, noise, streamWords, word -> words.add(word, base, stored(word)), random);
        }
        removeIdle(removed);
        return keep(words, nowMillis, removed);
    }

    /** How many words beyond those of the base model are known, compounds included. */
    public int learnedWords() {
        return newWords.size();
    }

    /** How many of the {@link #learnedWords()} are compounds. */
    public int learnedCompounds() {
        return learnedCompounds.size();
    }

    /**
     * How far the base model's space is still the same: the mean cosine of its 1,000 most frequent words to where they
     * are now. 1 is untouched and the value without a base model; far below .9 the old space is being lost.
     */
    public double drift() {
        return drift.value();
    }

    /** The time by which words are idle, epoch milliseconds; 0 before the first article. */
    long clockMillis() {
        return clockMillis;
    }

    private void restore(LearnedWord word) {
        if (word.input().dimension() != base.dimension()) {
            throw new IllegalArgumentException("stored word " + word.word() + " has dimension "
                    + word.input().dimension() + ", the base model " + base.dimension());
        }
        streamWords += word.count();
        noise.put(word.word(), word.count());
        int index = base.vocabulary().indexOf(word.word());
        if (index < 0) {
            know(word.word(), word.count(), word.lastSeenMillis());
        } else {
            drift.moved(index, word.input().toArray(), 0);
        }
    }

    /** Takes note of a word that is new to the base model. */
    private void know(String word, long count, long lastSeenMillis) {
        newWords.put(word, count, lastSeenMillis);
        if (CompoundWord.is(word)) {
            learnedCompounds.put(word, count, lastSeenMillis);
            compounds.add(word);
        }
    }

    /** The compounds found in the article, with how often they were seen; those that prove to be none leave. */
    private Map<String, Integer> findCompounds(
            List<List<StreamToken>> sentences, StopWords stopWords, List<String> removed) {
        Map<String, Integer> found = new HashMap<>();
        if (settings.compounds().wordsMax() > 0) {
            for (List<StreamToken> sentence : sentences) {
                PhraseDetector.Findings findings = coined.learn(sentence, stopWords);
                for (PhraseDetector.Found word : findings.found()) {
                    if (isWord(word.word()) && !base.vocabulary().contains(word.word())) {
                        found.put(word.word(), word.count());
                        compounds.add(word.word());
                    }
                }
                findings.givenUp().stream().filter(newWords::contains).forEach(word -> remove(word, removed));
            }
        }
        return found;
    }

    /** The sentences without what cannot be a word, in pieces of bounded length, up to the limit of an article. */
    private List<List<String>> pieces(List<List<StreamToken>> sentences) {
        List<List<String>> pieces = new ArrayList<>();
        int left = settings.articleWordsMax();
        for (List<StreamToken> sentence : sentences) {
            List<String> piece = new ArrayList<>();
            for (StreamToken word : compounds.join(sentence)) {
                if (left > 0 && isWord(word.term())) {
                    left--;
                    piece.add(word.term());
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
     * Counts one use of a word: in its row, which it gets if it is known or is now admitted, else in the sketch.
     *
     * @return the number of its row, -1 if it has none
     */
    private int use(String word, TrainingRows words, Map<String, Integer> found) {
        int number = words.number(word);
        int uses = 1;
        if (number < 0) {
            boolean known = base.vocabulary().contains(word) || newWords.contains(word);
            if (!known) {
                if (found.containsKey(word)) {
                    uses = found.get(word);
                } else if (sketch.add(word) < settings.admissionCount()) {
                    return -1;
                } else {
                    uses = settings.admissionCount();
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

    /** Takes out new words that were not seen for long, and the longest idle of a vocabulary that is too large. */
    private void removeIdle(List<String> removed) {
        long idleSinceMillis = clockMillis - settings.idleMillis();
        Optional<String> idle = newWords.idleSince(idleSinceMillis);
        while (idle.isPresent() && removed.size() < REMOVALS_MAX) {
            remove(idle.get(), removed);
            idle = newWords.idleSince(idleSinceMillis);
        }
        while (learnedCompounds.size() > settings.compounds().wordsMax()) {
            remove(learnedCompounds.longestIdle().orElseThrow(), removed);
        }
        while (newWords.size() > settings.learnedWordsMax()) {
            remove(newWords.longestIdle().orElseThrow(), removed);
        }
    }

    private void remove(String word, List<String> removed) {
        streamWords -= newWords.remove(word);
        learnedCompounds.remove(word);
        compounds.remove(word);
        noise.remove(word);
        cache.remove(word);
        store.remove(word);
        removed.add(word);
    }

    /** Puts what moved to the store. Noise moved in its output vector only, which nobody but the store needs to know. */
    private WordUpdates keep(TrainingRows words, long nowMillis, List<String> removed) {
        List<LearnedWord> changed = new ArrayList<>();
        List<String> admitted = new ArrayList<>();
        for (int number = 0; number < words.rows().size(); number++) {
            TrainingRows.Row row = words.row(number);
            boolean known = row.baseIndex >= 0 || newWords.contains(row.word);
            if (known && row.moves()) {
                LearnedWord word = words.toLearnedWord(number, row.lastSeenMillis(nowMillis));
                store.put(word);
                cache.put(row.word, Optional.of(word));
                if (row.used) {
                    drift.moved(row.baseIndex, words.input(), number * base.dimension());
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
