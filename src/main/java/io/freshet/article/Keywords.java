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
 * The words and phrases that say what an article is about, as it writes them. Words are scored by {@link TextRank} with a
 * damping of its own, times 1 + ln tf (idf is in the restart already; once more it puts oddities first), double in the
 * headline, half where the body has them only once and they are
 * no name. A phrase scores as its strongest word, less up to half of it as far as the word stands elsewhere, plus half of
 * the others as far as they occur inside it; a name ("Clayton Yeutter") stands for the uses of its word alone ("Yeutter")
 * too.
 *
 * <p>What says nothing more is left out: a word that mostly occurs inside a stronger phrase or is what makes that phrase
 * strong, a phrase that a stronger word mostly does without, another form of a stronger word, and what is under a
 * twentieth of the strongest. Stateless.
 */
final class Keywords {
    private static final double OTHER_WORDS_OF_PHRASE_WEIGHT = .5;
    private static final double USED_ONCE_WEIGHT = .5;
    private static final double WEIGHT_MIN = .05;
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "s", "e");
    private static final int STEM_CHARS_MIN = 3;

    private final ArticleSettings settings;

    Keywords(ArticleSettings settings) {
        this.settings = settings;
    }

    /**
     * The strongest keywords, the first with weight 1.
     *
     * @param terms of the article
     */
    List<Keyword> of(TokenisedArticle article, List<Term> terms) {
        if (terms.isEmpty() || settings.keywordsMax() == 0) {
            return List.of();
        }
        PhraseCounts counts = PhraseCounts.of(article, texts(terms));
        Map<String, Double> scores = scores(terms, counts);
        List<Candidate> candidates = new ArrayList<>();
        scores.forEach((word, score) ->
                candidates.add(new Candidate(List.of(word), word, score, counts.count(word), counts.isProper(word))));
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
        double[] ranks = TextRank.scores(terms, settings.keywordDamping(), settings.rankIterations());
        Map<String, Double> scores = new HashMap<>();
        for (int index = 0; index < ranks.length; index++) {
            Term term = terms.get(index);
            if (counts.isNameable(term.text())) {
                boolean oddity = term.count() == 1 && !counts.isProper(term.text());
                double place = term.inTitle() ? settings.titleWeight() : oddity ? USED_ONCE_WEIGHT : 1;
                scores.put(term.text(), ranks[index] * term.countWeight() * place);
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
        boolean standsForWord = phrase.name() && counts.isProper(strongest);
        double score = strength * (standsForWord ? 1 : (1 + inside) / 2) + OTHER_WORDS_OF_PHRASE_WEIGHT * others;
        return new Candidate(phrase.terms(), strongest, score, phrase.count(), phrase.name());
    }

    /** The share of a term's uses that are within the phrase. */
    private static double inside(PhraseCounts.Phrase phrase, String term, PhraseCounts counts) {
        return (double) phrase.count() / Math.max(phrase.count(), counts.count(term));
    }

    private List<Keyword> strongest(List<Candidate> candidates, PhraseCounts counts) {
        List<Candidate> chosen = new ArrayList<>();
        Set<String> written = new HashSet<>();
        List<Keyword> keywords = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (keywords.size() == settings.keywordsMax()) {
                break;
            }
            if (candidate.score() > 0
                    && (chosen.isEmpty()
                            || candidate.score() >= WEIGHT_MIN * chosen.get(0).score())
                    && chosen.stream().noneMatch(stronger -> stronger.covers(candidate))
                    && written.add(stem(String.join(" ", candidate.terms())))) {
                chosen.add(candidate);
                keywords.add(new Keyword(
                        counts.surface(candidate.terms()),
                        candidate.score() / chosen.get(0).score()));
            }
        }
        return keywords;
    }

    /** Cuts the ending of an English plural or verb form, crudely but the same way for all forms of a word. */
    private static String stem(String text) {
        for (String ending : ENDINGS) {
            if (text.endsWith(ending) && text.length() >= ending.length() + STEM_CHARS_MIN && !text.endsWith("ss")) {
                return text.substring(0, text.length() - ending.length());
            }
        }
        return text;
    }

    /** @param head the term that gives most of the score */
    private record Candidate(List<String> terms, String head, double score, int count, boolean name) {

        /** Whether {@code weaker} says nothing more than this. */
        boolean covers(Candidate weaker) {
            boolean phrase = terms.size() > 1;
            if (weaker.terms().size() == 1) {
                return phrase
                        && terms.contains(weaker.head())
                        && (2 * count >= weaker.count() || head.equals(weaker.head()));
            }
            if (!phrase) {
                return weaker.terms().contains(head) && !weaker.name() && 2 * weaker.count() < count;
            }
            return weaker.terms().stream().filter(terms::contains).count() * 2
                    > weaker.terms().size();
        }
    }
}
