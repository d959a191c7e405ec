package io.freshet.article;

import io.freshet.article.ArticleTerms.Term;
import io.freshet.event.Keyword;
import io.freshet.text.TokenisedArticle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Extracts keywords and key phrases of an article, written as in the article. Stateless.
 *
 * <p>A word's score is its {@link TextRank} times {@code 1 + ln tf}, doubled if the word is in the title, and halved if
 * it occurs once in the body and is no name. (The restart of TextRank contains idf already; a second factor would rank
 * rare words first.) A phrase scores as its strongest word, reduced by up to half in proportion to the uses of that
 * word outside the phrase, plus half the scores of its other words in proportion to their uses inside the phrase. A
 * name ("Clayton Yeutter") is not reduced: uses of its word alone ("Yeutter") mean the name. A model ("iPhone 17") is
 * reduced in proportion to the uses of its word without any model.
 *
 * <p>Redundant candidates are dropped: a word that mostly occurs inside a stronger phrase or gives that phrase its
 * score, a phrase whose stronger word mostly occurs outside it, an inflected form of a stronger keyword, and a
 * candidate below a twentieth of the highest score.
 */
final class Keywords {
    /** Damping factor of TextRank when it ranks terms for keywords. */
    static final double DAMPING = .5;

    private static final double OTHER_WORDS_OF_PHRASE_WEIGHT = .5;
    private static final double USED_ONCE_WEIGHT = .5;
    private static final double WEIGHT_MIN = .05;
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s", "e");
    private static final int STEM_CHARS_MIN = 3;

    private final int keywordsMax;

    Keywords(int keywordsMax) {
        this.keywordsMax = keywordsMax;
    }

    /**
     * Extracts the keywords of an article, strongest first; the weight of the first is 1.
     *
     * @param terms terms of {@code article}
     */
    List<Keyword> of(TokenisedArticle article, List<Term> terms) {
        if (terms.isEmpty() || keywordsMax == 0) {
            return List.of();
        }
        PhraseCounts counts = PhraseCounts.of(article, texts(terms));
        Map<String, Double> scores = scores(terms, counts);
        List<Candidate> candidates = new ArrayList<>();
        scores.forEach((word, score) -> candidates.add(
                new Candidate(List.of(word), word, score, counts.count(word), counts.isProper(word), false)));
        for (PhraseCounts.Phrase phrase : counts.phrases()) {
            candidates.add(candidate(phrase, scores, counts));
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score)
                .reversed()
                .thenComparing(candidate -> -candidate.terms().size())
                .thenComparing(candidate -> String.join(" ", candidate.terms())));
        return strongest(candidates, counts);
    }

    private static Set<String> texts(List<Term> terms) {
        Set<String> texts = new HashSet<>();
        terms.forEach(term -> texts.add(term.text()));
        return texts;
    }

    private Map<String, Double> scores(List<Term> terms, PhraseCounts counts) {
        double[] ranks = TextRank.scores(terms, DAMPING, TextRank.ITERATIONS);
        Map<String, Double> scores = new HashMap<>();
        for (int index = 0; index < ranks.length; index++) {
            Term term = terms.get(index);
            if (counts.canBeKeyword(term.text())) {
                boolean incidental = term.count() == 1 && !counts.isProper(term.text());
                double factor = term.inTitle() ? ArticleTerms.TITLE_WEIGHT : incidental ? USED_ONCE_WEIGHT : 1;
                scores.put(term.text(), ranks[index] * term.countWeight() * factor);
            }
        }
        return scores;
    }

    private static Candidate candidate(PhraseCounts.Phrase phrase, Map<String, Double> scores, PhraseCounts counts) {
        String strongest = phrase.terms().get(0);
        double others = 0;
        for (String term : phrase.terms()) {
            others += scores.getOrDefault(term, 0.0) * inside(phrase, term, counts);
            if (scores.getOrDefault(term, 0.0) > scores.getOrDefault(strongest, 0.0)) {
                strongest = term;
            }
        }
        double strength = scores.getOrDefault(strongest, 0.0);
        double inside = inside(phrase, strongest, counts);
        others = Math.max(0, others - strength * inside);
        boolean fullName = phrase.name() && !phrase.model() && counts.isProper(strongest);
        double score = strength * (fullName ? 1 : (1 + inside) / 2) + OTHER_WORDS_OF_PHRASE_WEIGHT * others;
        int count = countInside(phrase, strongest, counts);
        return new Candidate(phrase.terms(), strongest, score, count, phrase.name(), phrase.model());
    }

    /** Share of a term's occurrences in the article that are inside the phrase, at most 1; see {@link #countInside}. */
    private static double inside(PhraseCounts.Phrase phrase, String term, PhraseCounts counts) {
        int count = countInside(phrase, term, counts);
        return (double) count / Math.max(count, counts.count(term));
    }

    /** Number of a term's occurrences inside the phrase; in any model if the phrase is a model of the term. */
    private static int countInside(PhraseCounts.Phrase phrase, String term, PhraseCounts counts) {
        boolean modelOfTerm = phrase.model() && phrase.terms().get(0).equals(term);
        return modelOfTerm ? Math.max(phrase.count(), counts.modelCount(term)) : phrase.count();
    }

    private List<Keyword> strongest(List<Candidate> candidates, PhraseCounts counts) {
        List<Candidate> chosen = new ArrayList<>();
        Set<String> written = new HashSet<>();
        List<Keyword> keywords = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (keywords.size() == keywordsMax) {
                break;
            }
            if (candidate.score() > 0
                    && (chosen.isEmpty()
                            || candidate.score() >= WEIGHT_MIN * chosen.get(0).score())
                    && chosen.stream().noneMatch(stronger -> stronger.makesRedundant(candidate))
                    && written.add(stem(String.join(" ", candidate.terms())))) {
                chosen.add(candidate);
                keywords.add(new Keyword(
                        counts.surface(candidate.terms()),
                        candidate.score() / chosen.get(0).score()));
            }
        }
        return keywords;
    }

    /** Strips the ending of an English plural or verb form; most forms of a word then have the same stem. */
    private static String stem(String text) {
        for (String ending : ENDINGS) {
            if (text.endsWith(ending) && text.length() >= ending.length() + STEM_CHARS_MIN && !text.endsWith("ss")) {
                return text.substring(0, text.length() - ending.length());
            }
        }
        return text;
    }

    /**
     * A word or phrase that may become a keyword: its terms, highest-scoring term, score, occurrences, and whether it
     * is a proper name.
     *
     * @param head the term with the highest score
     * @param count occurrences in the article; of a model, occurrences of its head in any model
     * @param name whether the word or phrase is a proper name
     * @param model whether the phrase contains the number or letter of a model
     */
    private record Candidate(List<String> terms, String head, double score, int count, boolean name, boolean model) {

        boolean makesRedundant(Candidate weaker) {
            boolean phrase = terms.size() > 1;
            if (weaker.terms().size() == 1) {
                return phrase
                        && terms.contains(weaker.head())
                        && (2 * count >= weaker.count() || (!model && head.equals(weaker.head())));
            }
            if (!phrase) {
                return weaker.terms().contains(head) && !weaker.name() && 2 * weaker.count() < count;
            }
            return weaker.terms().stream().filter(terms::contains).count() * 2
                    > weaker.terms().size();
        }
    }
}
