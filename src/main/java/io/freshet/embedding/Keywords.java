package io.freshet.embedding;

import io.freshet.embedding.ArticleTerms.Term;
import io.freshet.event.Keyword;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words and phrases that say what an article is about, as it writes them. Words are scored by {@link TextRank} with a
 * damping of its own, times idf and 1 + ln tf, double in the headline; a phrase scores as its strongest word plus half of
 * the others as far as they occur inside it. A word that mostly occurs inside a stronger phrase is a fragment of it and is
 * left out, as is the plural of a stronger word. Stateless.
 */
final class Keywords {
    private static final double OTHER_WORDS_OF_PHRASE_WEIGHT = .5;

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
        scores.forEach((word, score) -> candidates.add(new Candidate(List.of(word), score, counts.count(word))));
        for (PhraseCounts.Phrase phrase : counts.phrases()) {
            candidates.add(new Candidate(phrase.terms(), score(phrase, scores, counts), phrase.count()));
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
                double title = term.inTitle() ? settings.titleWeight() : 1;
                scores.put(term.text(), ranks[index] * term.inverseDocumentFrequency() * term.countWeight() * title);
            }
        }
        return scores;
    }

    private static double score(PhraseCounts.Phrase phrase, Map<String, Double> scores, PhraseCounts counts) {
        double strongest = 0;
        double sum = 0;
        for (String term : phrase.terms()) {
            double inside = (double) phrase.count() / Math.max(phrase.count(), counts.count(term));
            double score = scores.getOrDefault(term, 0.0);
            strongest = Math.max(strongest, score);
            sum += score * inside;
        }
        return strongest + OTHER_WORDS_OF_PHRASE_WEIGHT * Math.max(0, sum - strongest);
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
                    && chosen.stream().noneMatch(stronger -> stronger.covers(candidate))
                    && written.add(singular(String.join(" ", candidate.terms())))) {
                chosen.add(candidate);
                keywords.add(new Keyword(
                        counts.surface(candidate.terms()),
                        candidate.score() / chosen.get(0).score()));
            }
        }
        return keywords;
    }

    /** Cuts the plural ending of English, crudely but the same way for both forms. */
    private static String singular(String text) {
        return text.length() > 3 && text.endsWith("s") && !text.endsWith("ss")
                ? text.substring(0, text.length() - 1)
                : text;
    }

    private record Candidate(List<String> terms, double score, int count) {

        /** Whether {@code weaker} says nothing more: shares a phrase with this, or mostly occurs inside it. */
        boolean covers(Candidate weaker) {
            if (weaker.terms().size() == 1) {
                return terms.size() > 1 && terms.contains(weaker.terms().get(0)) && 2 * count >= weaker.count();
            }
            return terms.size() > 1
                    && weaker.terms().stream().filter(terms::contains).count() * 2
                            > weaker.terms().size();
        }
    }
}
