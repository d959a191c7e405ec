package io.freshet.article;

import io.freshet.event.Limits;
import io.freshet.text.Link;
import io.freshet.text.Sentence;
import io.freshet.text.Token;
import io.freshet.text.TokenisedArticle;
import io.freshet.text.TokenisedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts the terms and phrases of one article and their spellings. A phrase is a sequence of two to four adjacent terms
 * that occurs at least twice in title and body, or is a name: all terms capitalised in a sentence that is not.
 *
 * <p>A number or a single letter after a word belongs to the word ("Boeing 747", "iPhone 17 Pro", "Model Y", "GPT-5"),
 * although neither can be a keyword. In a text that mixes scripts, a phrase ends where the script changes between
 * letters with and without spaces between words: the words of "发布GPT" only touch because Chinese has no spaces. A name
 * of both scripts, such as "papi酱", is one token once it is learned as a compound.
 */
final class PhraseCounts {
    private static final int PHRASE_TERMS_MAX = 4;
    private static final int REPEATED_MIN = 2;
    /**
     * Largest share of capitalised words in a sentence of ordinary prose. A sentence above this share is a headline,
     * whose capitals do not indicate names.
     */
    private static final double CAPITALISED_SHARE_MAX = .6;

    /** Stop words that may begin a name: "New York", "Great Britain". */
    private static final Set<String> NAME_BEGINNINGS =
            Set.of("new", "great", "little", "high", "long", "big", "old", "good", "best", "general", "number");

    /** Numbers of a model or a version: 747 of "Boeing 747", 3.12 of "Python 3.12". */
    private static final Pattern MODEL_NUMBER = Pattern.compile("\\d{1,4}|\\d{1,2}\\.\\d{1,2}");

    /** Numbers with a letter, which only a hyphen distinguishes from a quantity: 4o of "GPT-4o". */
    private static final Pattern HYPHENATED_MODEL_NUMBER = Pattern.compile("\\d{1,4}[a-z]");

    /** Ordinal numbers in digits, such as "1st", which are no keywords. */
    private static final Pattern ORDINAL = Pattern.compile("\\d+(st|nd|rd|th)");

    /**
     * A phrase of the article, the number of its occurrences, and whether it is a proper name.
     *
     * @param count number of occurrences
     * @param name whether the phrase is a proper name
     * @param model whether the phrase contains the number or letter of a model; its other words also name other models
     */
    record Phrase(List<String> terms, int count, boolean name, boolean model) {}

    private final Set<String> candidates;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> afterNumber = new HashMap<>();
    private final Map<String, Integer> beforeModel = new HashMap<>();
    /**
     * By term, its capitalised uses minus its other uses in ordinary prose; above 0 for a name. Uses in headlines and
     * at sentence starts do not count.
     */
    private final Map<String, Integer> capitalised = new HashMap<>();

    /** Single letters that are words in English or in the article: a capital "A" may begin a sentence. */
    private final Set<String> letterWords = new HashSet<>(Set.of("a", "i"));

    private final Map<List<String>, Integer> ngrams = new LinkedHashMap<>();
    private final Set<List<String>> names = new HashSet<>();
    private final Set<List<String>> models = new HashSet<>();

    private final Map<List<String>, Map<String, Integer>> surfaces = new HashMap<>();

    private PhraseCounts(Set<String> candidates) {
        this.candidates = candidates;
    }

    /**
     * Counts the terms of an article that are among {@code candidates}, and the phrases of such terms.
     *
     * @param candidates terms that may be keywords or parts of a phrase
     */
    static PhraseCounts of(TokenisedArticle article, Set<String> candidates) {
        PhraseCounts counts = new PhraseCounts(candidates);
        counts.findLetterWords(article.title());
        counts.findLetterWords(article.body());
        counts.read(article.title());
        counts.read(article.body());
        return counts;
    }

    /** Number of occurrences of a term. */
    int count(String term) {
        return counts.getOrDefault(term, 0);
    }

    /** Number of occurrences of a term before the number or letter of a model, as of "iPhone" in "iPhone 17". */
    int modelCount(String term) {
        return beforeModel.getOrDefault(term, 0);
    }

    /**
     * Whether a term can be a keyword by itself: at least two characters, one a letter, and neither an ordinal number
     * nor a unit of measure. A term counts as a unit of measure if it mostly follows numbers ("mln", "kilos").
     */
    boolean canBeKeyword(String term) {
        return term.codePointCount(0, term.length()) > 1
                && term.codePoints().anyMatch(Character::isLetter)
                && !ORDINAL.matcher(term).matches()
                && 2 * afterNumber.getOrDefault(term, 0) <= count(term);
    }

    /** Whether most uses of a term in ordinary prose are capitalised, as uses of names are. */
    boolean isProper(String term) {
        return capitalised.getOrDefault(term, 0) > 0;
    }

    /** The phrases, without those that occur only inside a longer phrase. */
    List<Phrase> phrases() {
        List<Phrase> phrases = new ArrayList<>();
        ngrams.forEach((terms, count) -> {
            if ((count >= REPEATED_MIN || names.contains(terms))
                    && terms.stream().anyMatch(this::canBeKeyword)) {
                phrases.add(new Phrase(terms, count, names.contains(terms), models.contains(terms)));
            }
        });
        phrases.sort(Comparator.comparingInt((Phrase phrase) -> phrase.terms().size())
                .reversed());
        // A hostile text has thousands of phrases: a lookup among the n-grams of longer phrases avoids quadratic cost.
        Map<List<String>, Integer> inside = new HashMap<>();
        List<Phrase> maximal = new ArrayList<>();
        for (Phrase phrase : phrases) {
            if (inside.getOrDefault(phrase.terms(), 0) < phrase.count()) {
                maximal.add(phrase);
                ngramsInside(phrase.terms()).forEach(ngram -> inside.merge(ngram, phrase.count(), Math::max));
            }
        }
        return maximal;
    }

    /**
     * The shorter n-grams of two or more terms inside a phrase. A phrase of four terms, the longest, has five of them.
     */
    private static List<List<String>> ngramsInside(List<String> terms) {
        List<List<String>> ngrams = new ArrayList<>();
        for (int length = 2; length < terms.size(); length++) {
            for (int start = 0; start + length <= terms.size(); start++) {
                ngrams.add(terms.subList(start, start + length));
            }
        }
        return ngrams;
    }

    /** The most frequent spelling of these terms in the article; headlines and sentence starts count less. */
    String surface(List<String> terms) {
        Map<String, Integer> written = surfaces.getOrDefault(terms, Map.of());
        return written.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElseGet(() -> String.join(" ", terms));
    }

    private void findLetterWords(TokenisedText text) {
        for (Sentence sentence : text.sentences()) {
            for (Token token : sentence.tokens()) {
                if (token.term().length() == 1 && token.surface().equals(token.term())) {
                    letterWords.add(token.term());
                }
            }
        }
    }

    private void read(TokenisedText text) {
        for (Sentence sentence : text.sentences()) {
            List<Token> tokens = sentence.tokens();
            boolean headline = isHeadline(tokens);
            for (int start = 0; start < tokens.size(); start++) {
                Token token = tokens.get(start);
                if (isNameBeginning(token, start) && !headline) {
                    readNgrams(tokens, start, false);
                } else if (candidates.contains(token.term())) {
                    counts.merge(token.term(), 1, Integer::sum);
                    if (start > 0 && !headline) {
                        capitalised.merge(token.term(), isCapitalised(token) ? 1 : -1, Integer::sum);
                    }
                    if (isQuantified(tokens, start)) {
                        afterNumber.merge(token.term(), 1, Integer::sum);
                    }
                    if (start + 1 < tokens.size() && isModel(tokens, start + 1)) {
                        beforeModel.merge(token.term(), 1, Integer::sum);
                    }
                    readNgrams(tokens, start, headline);
                }
            }
        }
    }

    private void readNgrams(List<Token> tokens, int start, boolean headline) {
        StringBuilder surface = new StringBuilder();
        List<String> terms = new ArrayList<>();
        boolean name = !headline;
        boolean numbered = false;
        for (int index = start; index < Math.min(tokens.size(), start + PHRASE_TERMS_MAX); index++) {
            Token token = tokens.get(index);
            boolean model = index > start && isModel(tokens, index);
            boolean follows = index == start || continuesPhrase(tokens, index);
            boolean belongs = index == start || candidates.contains(token.term()) || model;
            if (!follows || !belongs) {
                return;
            }
            surface.append(index == start ? "" : token.link().separator()).append(token.surface());
            if (surface.length() > Limits.LABEL_CHARS_MAX) {
                return;
            }
            terms.add(token.term());
            name &= isCapitalised(token) ? !letterWords.contains(token.term()) : model;
            numbered |= model && token.number();
            List<String> ngram = List.copyOf(terms);
            if (ngram.size() > 1) {
                ngrams.merge(ngram, 1, Integer::sum);
                if (name) {
                    names.add(ngram);
                }
                // A letter followed by a name is an initial, as in "John F Kennedy".
                if (numbered || model) {
                    models.add(ngram);
                }
            }
            // Headlines and sentence starts capitalise any word: only ordinary prose shows the spelling.
            int evidence = headline ? 1 : start == 0 ? 2 : 1_000;
            surfaces.computeIfAbsent(ngram, key -> new HashMap<>()).merge(surface.toString(), evidence, Integer::sum);
        }
    }

    /**
     * Whether a phrase may continue from the token before {@code index}. Spaces and the absence of spaces say nothing
     * where the script changes, but a hyphen does, and so does a single letter ("维生素C"), which is no word of its own.
     */
    private static boolean continuesPhrase(List<Token> tokens, int index) {
        Token before = tokens.get(index - 1);
        Token token = tokens.get(index);
        if (token.link() == Link.NONE) {
            return false;
        }
        if (token.link() == Link.HYPHEN || before.endsUnspaced() == token.startsUnspaced()) {
            return true;
        }
        return token.link() == Link.ADJACENT && (isLoneLetter(tokens, index - 1) || isLoneLetter(tokens, index));
    }

    /** Whether a token is a single letter without a word or number of spaced script on either side. */
    private static boolean isLoneLetter(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        boolean afterSpaced =
                index > 0 && token.link() != Link.NONE && !tokens.get(index - 1).endsUnspaced();
        boolean beforeSpaced = index + 1 < tokens.size()
                && tokens.get(index + 1).link() != Link.NONE
                && !tokens.get(index + 1).startsUnspaced();
        return isCapitalLetter(token) && !afterSpaced && !beforeSpaced;
    }

    /**
     * Whether a token is a capitalised stop word that begins a name, as in "New York". False at the start of a
     * sentence, where any word is capitalised.
     */
    private static boolean isNameBeginning(Token token, int position) {
        return position > 0 && NAME_BEGINNINGS.contains(token.term()) && isCapitalised(token);
    }

    /** Whether a token counts or measures with the number before it, as "mln" does in "5 mln". */
    private static boolean isQuantified(List<Token> tokens, int index) {
        return index > 0
                && tokens.get(index - 1).number()
                && tokens.get(index).link() != Link.NONE
                && !isModel(tokens, index - 1);
    }

    /**
     * Whether a token is the number or the letter of a model or version named before it: 747 after "Boeing", Y after
     * "Model", V after the 4 of "GPT-4V".
     */
    private static boolean isModel(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        if (index == 0 || token.link() == Link.NONE || tokens.get(index - 1).endsUnspaced()) {
            return false;
        }
        Token before = tokens.get(index - 1);
        if (before.number()) {
            return isModelLetter(tokens, index) && isModel(tokens, index - 1);
        }
        if (token.number()) {
            return token.link() != Link.ADJACENT
                    && MODEL_NUMBER.matcher(token.term()).matches()
                    && isCapitalised(before)
                    && (index + 1 == tokens.size() || !isQuantity(tokens, index + 1));
        }
        if (token.link() == Link.HYPHEN && isCapitalised(before)) {
            return isCapitalLetter(token)
                    || HYPHENATED_MODEL_NUMBER.matcher(token.term()).matches();
        }
        return token.link() == Link.SPACE
                && isCapitalLetter(token)
                && before.term().length() > 1;
    }

    /** Whether a token is the letter of a model number, as V of "GPT-4V" and o of "GPT-4o". */
    private static boolean isModelLetter(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        boolean hyphenated = tokens.get(index - 1).link() == Link.HYPHEN;
        return token.link() == Link.ADJACENT
                && token.term().length() == 1
                && !token.startsUnspaced()
                && (hyphenated || isCapitalLetter(token));
    }

    /** Whether a token makes a quantity of the number before it: mm of "25mm", 2 of the score "4-2". */
    private static boolean isQuantity(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        return token.link() == Link.HYPHEN
                ? token.number()
                : token.link() == Link.ADJACENT && !token.startsUnspaced() && !isModelLetter(tokens, index);
    }

    private static boolean isCapitalLetter(Token token) {
        return token.term().length() == 1
                && Character.isUpperCase(token.surface().codePointAt(0));
    }

    private static boolean isHeadline(List<Token> tokens) {
        long letters = tokens.stream().filter(token -> !token.number()).count();
        long capitalised = tokens.stream().filter(PhraseCounts::isCapitalised).count();
        return capitalised > CAPITALISED_SHARE_MAX * letters;
    }

    /** Whether a token begins with a capital letter, or has one inside, as in "iPhone". */
    private static boolean isCapitalised(Token token) {
        return Character.isLetter(token.surface().codePointAt(0))
                && token.surface().codePoints().anyMatch(Character::isUpperCase);
    }
}
