package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.IndexedNearestArticles;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.list.ListBuilder;
import io.freshet.recommend.rank.CandidateSources;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.FormulaRanker;
import io.freshet.recommend.rank.Ranker;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.recommend.settings.RecommendSettings;
import java.util.Collection;
import java.util.List;

/**
 * Makes a reader's list: candidates, scores, lines. Holds scratch memory: one for each thread. The list depends on the
 * arguments, the settings and the ranker's state, except that nearest neighbours are cached for a while.
 */
public final class Recommender {
    private final CandidateSources sources;
    private final Ranker ranker;
    private final ListBuilder builder;
    private final Candidates candidates;
    private final int firstLines;
    private final int listSize;
    private float[] scores = new float[1_024];

    /** @param ranker used by this recommender alone */
    public Recommender(RecommendSettings settings, Ranker ranker) {
        this.sources = new CandidateSources(settings.ranking().candidates(), new IndexedNearestArticles());
        this.ranker = ranker;
        this.builder = new ListBuilder(settings);
        this.firstLines = settings.lists().materialChange();
        this.listSize = settings.lists().size();
        this.candidates = new Candidates(new ReaderState("nobody", settings.readers()), new Catalogue(settings));
    }

    /** A recommender that ranks by {@link FormulaRanker}. */
    public static Recommender withFormula(RecommendSettings settings) {
        return new Recommender(settings, new FormulaRanker(settings.ranking().formula()));
    }

    /**
     * Makes a list; empty if the catalogue has nothing for the reader. Changes no argument: {@link
     * ReaderState#served(Recommendations)} sets the reader's current list.
     *
     * @param recommendationId derived from event-time values alone, so that a list made again after a failure has the
     *     same id
     */
    public Recommendations recommend(
            ReaderState reader, Catalogue catalogue, ListTime time, Trigger trigger, String recommendationId) {
        propose(reader, catalogue, time);
        ranker.score(candidates, scores(candidates.size()));
        return new Recommendations(
                reader.userId(),
                recommendationId,
                time.wallClockMillis(),
                time.eventMillis(),
                trigger,
                builder.build(candidates, scores));
    }

    /**
     * Whether a new article would enter the first lines of the reader's list (see {@link
     * io.freshet.recommend.settings.ListSettings#materialChange}) or an incomplete list. Compares the new articles with
     * the lines of the list alone, at a fraction of the cost of a list: most new articles enter few lists. Ignores the
     * mixing of categories.
     */
    public boolean wouldEnter(
            ReaderState reader, Catalogue catalogue, ListTime time, Collection<String> newArticleIds) {
        Candidates proposed = propose(reader, catalogue, time);
        List<String> standing =
                reader.lastList().map(Recommendations::articleIds).orElse(List.of());
        int[] compared = new int[standing.size() + newArticleIds.size()];
        int lines = choose(proposed, standing, compared, 0);
        int count = choose(
                proposed,
                newArticleIds.stream().filter(id -> !standing.contains(id)).toList(),
                compared,
                lines);
        if (count == lines || lines < firstLines || standing.size() < listSize) {
            return count > lines;
        }
        ranker.score(proposed, compared, count, scores(count));
        float best = Float.NEGATIVE_INFINITY;
        for (int place = lines; place < count; place++) {
            best = Math.max(best, scores[place]);
        }
        int above = 0;
        for (int place = 0; place < lines; place++) {
            above += scores[place] > best ? 1 : 0;
        }
        return above < firstLines;
    }

    /** Writes the indices of the proposed articles from a place on; gives the place after them. */
    private static int choose(Candidates proposed, List<String> articleIds, int[] chosen, int from) {
        int place = from;
        for (String articleId : articleIds) {
            int index = proposed.indexOf(articleId);
            if (index >= 0) {
                chosen[place++] = index;
            }
        }
        return place;
    }

    private float[] scores(int count) {
        if (scores.length < count) {
            scores = new float[count * 2];
        }
        return scores;
    }

    /**
     * Trains the ranker on a read. A late click trains nothing: its candidates and its reader's history at that time
     * are unknown.
     *
     * @param reader state before the click
     */
    public void learn(ReaderState reader, Catalogue catalogue, Click click, long worldMillis) {
        if (!reader.isLate(click)) {
            ListTime time = new ListTime(click.atMillis(), worldMillis);
            ranker.learn(propose(reader, catalogue, time), click.articleId());
        }
    }

    /**
     * Gives an impression to the ranker. Leaves out a late impression that a read has answered already: the article
     * read would count as not chosen.
     *
     * @param reader state before the impression
     */
    public void show(ReaderState reader, Catalogue catalogue, Impression impression, long worldMillis) {
        List<String> shown = impression.articleIds();
        if (!reader.hasReadSince(shown, impression.atMillis())) {
            ListTime time = new ListTime(Math.max(impression.atMillis(), reader.lastClickMillis()), worldMillis);
            ranker.show(propose(reader, catalogue, time, shown), shown);
        }
    }

    /**
     * The lines of a list from scored candidates.
     *
     * @param scoresByCandidate score of each candidate
     */
    public List<RecommendedArticle> build(Candidates scored, float[] scoresByCandidate) {
        return builder.build(scored, scoresByCandidate);
    }

    /**
     * Candidates of a reader with their evidence. Changes no argument.
     *
     * @return valid until the next call, and while the catalogue does not change
     */
    public Candidates propose(ReaderState reader, Catalogue catalogue, ListTime time) {
        return propose(reader, catalogue, time, List.of());
    }

    /**
     * As {@link #propose(ReaderState, Catalogue, ListTime)}, with required articles among the candidates as long as the
     * catalogue holds them, read or not.
     */
    public Candidates propose(ReaderState reader, Catalogue catalogue, ListTime time, List<String> required) {
        sources.collect(candidates, reader, catalogue, time, required);
        return candidates;
    }
}
