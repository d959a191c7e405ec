package io.freshet.cli.demo;

import io.freshet.collection.BoundedMap;
import io.freshet.newsroom.ReaderPortrait;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Share of the lines of lists that are in the language of their reader, beside the share that randomly chosen articles
 * would have. Evaluates the first {@value HitRate#DEPTH} lines of the lists of readers with one language. A click
 * has the language of the site as a segment; which articles its readers read is learned from clicks. Safe from any
 * thread.
 */
final class LanguageMatch {
    /** Maximum number of articles whose language is remembered; beyond it, the oldest is evicted. */
    private static final int ARTICLES_MAX = 20_000;

    private final Map<String, String> languageByReader = new HashMap<>();
    private final Map<String, String> languageByArticle = BoundedMap.evictingOldest(ARTICLES_MAX);
    private final Map<String, Integer> articlesByLanguage = new HashMap<>();
    private Function<String, Optional<String>> earlierLanguages = articleId -> Optional.empty();
    private long articles;
    private long lines;
    private long matches;
    private double matchesByChance;
    private long recentLines;
    private long recentMatches;

    /** Adds readers; lists of readers with several languages and of unknown readers are ignored. */
    synchronized void addReaders(List<ReaderPortrait> readers) {
        readers.stream()
                .filter(reader -> reader.languages().size() == 1)
                .forEach(reader ->
                        languageByReader.put(reader.userId(), reader.languages().get(0)));
    }

    /** Sets the function that finds the language of an article by its id, for articles that an earlier demo sent. */
    synchronized void lookUpLanguages(Function<String, Optional<String>> languagesByArticleId) {
        earlierLanguages = languagesByArticleId;
    }

    /** Records the language of an article that is published or corrected. */
    synchronized void published(String articleId, String language) {
        if (languageByArticle.put(articleId, language) == null) {
            articlesByLanguage.merge(language, 1, Integer::sum);
            articles++;
        }
    }

    /** Evaluates a new list of a reader, best first; skips lines whose article has an unknown language. */
    synchronized void listed(String userId, List<String> articleIds) {
        String wanted = languageByReader.get(userId);
        if (wanted == null) {
            return;
        }
        for (String articleId : articleIds.subList(0, Math.min(HitRate.DEPTH, articleIds.size()))) {
            Optional<String> language = language(articleId);
            if (language.isPresent()) {
                int match = language.get().equals(wanted) ? 1 : 0;
                lines++;
                matches += match;
                matchesByChance += (double) articlesByLanguage.getOrDefault(wanted, 0) / articles;
                recentLines++;
                recentMatches += match;
            }
        }
    }

    /** Share of all lines in the language of their reader, 0 to 1; empty without lines. */
    synchronized OptionalDouble share() {
        return share((double) matches, lines);
    }

    /** Share that lists of randomly chosen articles would have, 0 to 1; empty without lines. */
    synchronized OptionalDouble shareByChance() {
        return share(matchesByChance, lines);
    }

    /** Share of the lines since the last call, 0 to 1; empty without lines. */
    synchronized OptionalDouble takeRecentShare() {
        OptionalDouble share = share((double) recentMatches, recentLines);
        recentLines = 0;
        recentMatches = 0;
        return share;
    }

    private Optional<String> language(String articleId) {
        String known = languageByArticle.get(articleId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<String> earlier = earlierLanguages.apply(articleId);
        earlier.ifPresent(language -> published(articleId, language));
        return earlier;
    }

    private static OptionalDouble share(double matches, long lines) {
        return lines == 0 ? OptionalDouble.empty() : OptionalDouble.of(matches / lines);
    }
}
