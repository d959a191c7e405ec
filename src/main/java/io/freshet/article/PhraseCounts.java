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
 * that occurs at least twice in title and body, or is a name: all terms capitalised in a sentence that is not. A number
 * may end a phrase ("Boeing 747"), not begin one.
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

    private static final int NUMBER_DIGITS_MAX = 4;

    /** Ordinal numbers in digits, such as "1st", which are no keywords. */
    private static final Pattern ORDINAL = Pattern.compile("\\d+(st|nd|rd|th)");

    /**
     * A phrase of the article, the number of its occurrences, and whether it is a proper name.
     *
     * @param count number of occurrences
     * @param name whether the phrase is a proper name
     */
    record Phrase(List<String> terms, int count, boolean name) {}

    private final Set<String> candidates;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> afterNumber = new HashMap<>();
    /**
     * By term, its capitalised uses minus its other uses in ordinary prose; above 0 for a name. Uses in headlines and
     * at sentence starts do not count.
     */
    private final Map<String, Integer> capitalised = new HashMap<>();

    private final Map<List<String>, Integer> ngrams = new LinkedHashMap<>();
    private final Set<List<String>> names = new HashSet<>();
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
        counts.read(article.title());
        counts.read(article.body());
        return counts;
    }

    /** Number of occurrences of a term. */
    int count(String term) {
        return counts.getOrDefault(term, 0);
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
                phrases.add(new Phrase(terms, count, names.contains(terms)));
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
                    if (start > 0 && tokens.get(start - 1).number() && token.link() != Link.NONE) {
                        afterNumber.merge(token.term(), 1, Integer::sum);
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
        for (int index = start; index < Math.min(tokens.size(), start + PHRASE_TERMS_MAX); index++) {
            Token token = tokens.get(index);
            boolean follows = index == start || token.link() != Link.NONE;
            boolean belongs = index == start || candidates.contains(token.term()) || isModel(token, surface);
            if (!follows || !belongs) {
                return;
            }
            surface.append(index == start ? "" : token.link().separator()).append(token.surface());
            if (surface.length() > Limits.LABEL_CHARS_MAX) {
                return;
            }
            terms.add(token.term());
            name &= token.number() || isCapitalised(token);
            List<String> ngram = List.copyOf(terms);
            if (ngram.size() > 1) {
                ngrams.merge(ngram, 1, Integer::sum);
                if (name) {
                    names.add(ngram);
                }
            }
            // Headlines and sentence starts capitalise any word: only ordinary prose shows the spelling.
            int evidence = headline ? 1 : start == 0 ? 2 : 1_000;
            surfaces.computeIfAbsent(ngram, key -> new HashMap<>()).merge(surface.toString(), evidence, Integer::sum);
        }
    }

    /**
     * Whether a token is a capitalised stop word that begins a name, as in "New York". False at the start of a
     * sentence, where any word is capitalised.
     */
    private static boolean isNameBeginning(Token token, int position) {
        return position > 0 && NAME_BEGINNINGS.contains(token.term()) && isCapitalised(token);
    }

    /** Whether {@code token} is a model number that continues {@code name}, as 747 continues "Boeing". */
    private static boolean isModel(Token token, CharSequence name) {
        return token.number()
                && token.link() != Link.ADJACENT
                && token.term().length() <= NUMBER_DIGITS_MAX
                && token.term().chars().allMatch(Character::isDigit)
                && Character.isUpperCase(name.charAt(0));
    }

    private static boolean isHeadline(List<Token> tokens) {
        long letters = tokens.stream().filter(token -> !token.number()).count();
        long capitalised = tokens.stream().filter(PhraseCounts::isCapitalised).count();
        return capitalised > CAPITALISED_SHARE_MAX * letters;
    }

    private static boolean isCapitalised(Token token) {
        return Character.isUpperCase(token.surface().codePointAt(0));
    }
}
