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
 * Makes a reader's list: candidates, scores, list. Holds scratch memory: one for each thread. The list depends on the
 * arguments, the settings and the ranker's state alone, save that neighbours of articles once found serve for a while.
 */
public final class Recommender {
    private final CandidateSources sources;
    private final Ranker ranker;
    private final ListBuilder builder;
    private final Candidates candidates;
    private final int firstLines;
    private final int listSize;
    private float[] scores = new float[1_024];

    /** @param ranker for this recommender alone */
    public Recommender(RecommendSettings settings, Ranker ranker) {
        this.sources = new CandidateSources(settings.candidates(), new IndexedNearestArticles());
        this.ranker = ranker;
        this.builder = new ListBuilder(settings);
        this.firstLines = settings.lists().materialChange();
        this.listSize = settings.lists().size();
        this.candidates = new Candidates(new ReaderState("nobody", settings.readers()), new Catalogue(settings));
    }

    /** A recommender that ranks by {@link FormulaRanker}. */
    public static Recommender withFormula(RecommendSettings settings) {
        return new Recommender(settings, new FormulaRanker(settings.formula()));
    }

    /**
     * The list of what this reader may want next; empty if the catalogue has nothing for the reader. Changes neither
     * argument: see {@link ReaderState#served(Recommendations)}.
     *
     * @param recommendationId of event-time things alone, so that a list made again after a failure has the same
     */
    public Recommendations recommend(
            ReaderState reader, Catalogue catalogue, ListTime time, Trigger trigger, String recommendationId) {
        propose(reader, catalogue, time);
        ranker.score(candidates, scores(candidates.size()));
        return new Recommendations(
                reader.userId,
                recommendationId,
                time.worldMillis(),
                time.eventMillis(),
                trigger,
                builder.build(candidates, scores));
    }

    /**
     * Whether one of some articles, new since the reader's list was made, would now stand among the first lines of that
     * list, see {@link RecommendSettings.Lists#materialChange}, or fill it up. Compares them with the lines of the list
     * alone, which costs a fraction of making the list: most new articles enter few lists. That lines of one category
     * lower each other is left out.
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

    /** Writes the indices of those proposed from a place on, and gives the place behind them. */
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
     * Lets the ranker learn that the reader, as yet unchanged by it, went on to this article. A late click teaches nothing:
     * what could have been proposed then, and what had been read by then, is no longer known.
     */
    public void learn(ReaderState reader, Catalogue catalogue, Click click, long worldMillis) {
        if (!reader.isLate(click)) {
            ListTime time = new ListTime(click.atMillis(), worldMillis);
            ranker.learn(propose(reader, catalogue, time), click.articleId());
        }
    }

    /**
     * Lets the ranker note what the reader, as yet unchanged by it, is shown. A late impression that a read has answered
     * already is left out: the article read would count as one that was not chosen.
     */
    public void show(ReaderState reader, Catalogue catalogue, Impression impression, long worldMillis) {
        List<String> shown = impression.articleIds();
        if (!reader.hasReadSince(shown, impression.atMillis())) {
            ListTime time = new ListTime(Math.max(impression.atMillis(), reader.lastClickMillis()), worldMillis);
            ranker.show(propose(reader, catalogue, time, shown), shown);
        }
    }

    /** The lines of a list from proposals that were scored, {@code scoresByCandidate}. */
    public List<RecommendedArticle> build(Candidates scored, float[] scoresByCandidate) {
        return builder.build(scored, scoresByCandidate);
    }

    /**
     * What this reader may want next, with the evidence, before it is ranked. Changes neither argument.
     *
     * @return valid until this recommender makes or proposes the next list, and while the catalogue does not change
     */
    public Candidates propose(ReaderState reader, Catalogue catalogue, ListTime time) {
        return propose(reader, catalogue, time, List.of());
    }

    /**
     * As {@link #propose(ReaderState, Catalogue, ListTime)}, with some articles among the proposals in any case, so that they
     * can be ranked: read or not, as long as the catalogue holds them.
     */
    public Candidates propose(ReaderState reader, Catalogue catalogue, ListTime time, List<String> required) {
        sources.collect(candidates, reader, catalogue, time, required);
        return candidates;
    }
}
