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
 * Where the terms of one article stand and how they are written. Two to four of them that follow each other are a phrase
 * if they do so repeatedly, if the headline has them and the body too, or if they are a name: all capitalised where the
 * rest of the sentence is not. A number may end a phrase ("Boeing 747") but not begin it.
 */
final class PhraseCounts {
    private static final int PHRASE_TERMS_MAX = 4;
    private static final int REPEATED_MIN = 2;
    /** A sentence with a larger share of capitalised words is a headline: its capitals tell no names. */
    private static final double CAPITALISED_SHARE_MAX = .6;

    /** Stop words that begin names: "New York", "Great Britain". */
    private static final Set<String> NAME_BEGINNINGS =
            Set.of("new", "great", "little", "high", "long", "big", "old", "good", "best", "general", "number");

    private static final int NUMBER_DIGITS_MAX = 4;

    /** First, second and other ordinal numbers in digits, which count and name nothing. */
    private static final Pattern ORDINAL = Pattern.compile("\\d+(st|nd|rd|th)");

    /**
     * Terms that follow each other.
     *
     * @param count how often they do
     * @param name whether they are a name
     */
    record Phrase(List<String> terms, int count, boolean name) {}

    private final Set<String> candidates;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> afterNumber = new HashMap<>();
    /** Uses in ordinary prose that are capitalised, less those that are not. */
    private final Map<String, Integer> capitalised = new HashMap<>();

    private final Map<List<String>, Integer> runs = new LinkedHashMap<>();
    private final Set<List<String>> names = new HashSet<>();
    private final Map<List<String>, Map<String, Integer>> surfaces = new HashMap<>();

    private PhraseCounts(Set<String> candidates) {
        this.candidates = candidates;
    }

    /**
     * Reads an article.
     *
     * @param candidates the terms that may be keywords or parts of one
     */
    static PhraseCounts of(TokenisedArticle article, Set<String> candidates) {
        PhraseCounts counts = new PhraseCounts(candidates);
        counts.read(article.title());
        counts.read(article.body());
        return counts;
    }

    /** Occurrences of a term. */
    int count(String term) {
        return counts.getOrDefault(term, 0);
    }

    /**
     * Whether a term can be a keyword by itself: at least two characters with a letter among them, and not a unit of
     * measure, which is a word that mostly follows a number ("mln", "kilos"), or an ordinal number.
     */
    boolean isNameable(String term) {
        return term.codePointCount(0, term.length()) > 1
                && term.codePoints().anyMatch(Character::isLetter)
                && !ORDINAL.matcher(term).matches()
                && 2 * afterNumber.getOrDefault(term, 0) <= count(term);
    }

    /** Whether prose mostly capitalises the term, as it does names. */
    boolean isProper(String term) {
        return capitalised.getOrDefault(term, 0) > 0;
    }

    /** The phrases, without those that only occur inside a longer one. */
    List<Phrase> phrases() {
        List<Phrase> phrases = new ArrayList<>();
        runs.forEach((terms, count) -> {
            if ((count >= REPEATED_MIN || names.contains(terms))
                    && terms.stream().anyMatch(this::isNameable)) {
                phrases.add(new Phrase(terms, count, names.contains(terms)));
            }
        });
        phrases.sort(Comparator.comparingInt((Phrase phrase) -> phrase.terms().size())
                .reversed());
        // A hostile text makes thousands of phrases: each is looked up among the runs inside longer ones, not compared
        // with
        // all of these.
        Map<List<String>, Integer> inside = new HashMap<>();
        List<Phrase> maximal = new ArrayList<>();
        for (Phrase phrase : phrases) {
            if (inside.getOrDefault(phrase.terms(), 0) < phrase.count()) {
                maximal.add(phrase);
                runsInside(phrase.terms()).forEach(run -> inside.merge(run, phrase.count(), Math::max));
            }
        }
        return maximal;
    }

    /** The runs of at least two terms that are shorter than this one: five at most. */
    private static List<List<String>> runsInside(List<String> terms) {
        List<List<String>> runs = new ArrayList<>();
        for (int length = 2; length < terms.size(); length++) {
            for (int start = 0; start + length <= terms.size(); start++) {
                runs.add(terms.subList(start, start + length));
            }
        }
        return runs;
    }

    /** How the article mostly writes these terms, away from capitalised headlines and sentence starts if it can. */
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
                    readRuns(tokens, start, false);
                } else if (candidates.contains(token.term())) {
                    counts.merge(token.term(), 1, Integer::sum);
                    if (start > 0 && !headline) {
                        capitalised.merge(token.term(), isCapitalised(token) ? 1 : -1, Integer::sum);
                    }
                    if (start > 0 && tokens.get(start - 1).number() && token.link() != Link.NONE) {
                        afterNumber.merge(token.term(), 1, Integer::sum);
                    }
                    readRuns(tokens, start, headline);
                }
            }
        }
    }

    private void readRuns(List<Token> tokens, int start, boolean headline) {
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
            List<String> run = List.copyOf(terms);
            if (run.size() > 1) {
                runs.merge(run, 1, Integer::sum);
                if (name) {
                    names.add(run);
                }
            }
            // Ordinary prose shows how a word is written; headlines and sentence starts capitalise anything.
            int evidence = headline ? 1 : start == 0 ? 2 : 1_000;
            surfaces.computeIfAbsent(run, key -> new HashMap<>()).merge(surface.toString(), evidence, Integer::sum);
        }
    }

    /** The first word of a sentence is capitalised anyway. */
    private static boolean isNameBeginning(Token token, int position) {
        return position > 0 && NAME_BEGINNINGS.contains(token.term()) && isCapitalised(token);
    }

    /** Whether a number names the model of a thing, "Boeing 747", rather than counting something. */
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
