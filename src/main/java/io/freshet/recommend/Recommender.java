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
 * Makes recommendation lists: collects candidate articles for a reader, scores them and builds the list. A list depends
 * only on the arguments, the settings, the ranker's state and the nearest neighbours that the catalogue caches. Holds
 * scratch memory: use one instance per thread.
 */
public final class Recommender {
    private final CandidateSources sources;
    private final Ranker ranker;
    private final ListBuilder builder;
    private final Candidates candidates;
    private final int firstLines;
    private final int listSize;
    private float[] scores = new float[1_024];

    /**
     * Creates a recommender that orders candidates by the scores of a ranker.
     *
     * @param ranker used by this recommender alone
     */
    public Recommender(RecommendSettings settings, Ranker ranker) {
        this.sources = new CandidateSources(settings.ranking().candidates(), new IndexedNearestArticles());
        this.ranker = ranker;
        this.builder = new ListBuilder(settings);
        this.firstLines = settings.lists().materialChange();
        this.listSize = settings.lists().size();
        this.candidates = new Candidates(new ReaderState("nobody", settings.readers()), new Catalogue(settings));
    }

    /** Creates a recommender that ranks by {@link FormulaRanker}. */
    public static Recommender withFormula(RecommendSettings settings) {
        return new Recommender(settings, new FormulaRanker(settings.ranking().formula()));
    }

    /**
     * Makes a recommendation list for the reader; the list has no items if there are no candidates. Changes no
     * argument: {@link ReaderState#setCurrentList(Recommendations)} sets the reader's current list.
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
     * Whether at least one of the new articles would rank among the first
     * {@link io.freshet.recommend.settings.ListSettings#materialChange} items of the reader's current list. If the list
     * is not full, or fewer of its articles than this number are still candidates, it is enough that a new article is a
     * candidate.
     *
     * <p>Scores only the new articles and the articles of the list, at a fraction of the cost of making a list: most
     * new articles enter few lists. Ignores diversity penalties and duplicates of a story.
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

    /**
     * Appends the candidate indices of articles to {@code chosen} from position {@code from} on and returns the
     * position after the last. Skips articles that are not candidates.
     */
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
     * Trains the ranker on a read, to score the article read above the other candidates. A late click trains nothing:
     * its candidates and its reader's history at that time are unknown.
     *
     * @param reader state before the click
     * @param wallClockMillis wall-clock time, epoch milliseconds
     */
    public void trainOnRead(ReaderState reader, Catalogue catalogue, Click click, long wallClockMillis) {
        if (!reader.isLate(click)) {
            ListTime time = new ListTime(click.atMillis(), wallClockMillis);
            ranker.learn(propose(reader, catalogue, time), click.articleId());
        }
    }

    /**
     * Tells the ranker which articles a reader was shown, so that the ranker learns from the reads that follow. Ignores
     * an impression that arrives after a read of one of its articles: the ranker would take that article for not
     * chosen.
     *
     * @param reader state before the impression
     * @param wallClockMillis wall-clock time, epoch milliseconds
     */
    public void observeImpression(
            ReaderState reader, Catalogue catalogue, Impression impression, long wallClockMillis) {
        List<String> shown = impression.articleIds();
        if (!reader.hasReadSince(shown, impression.atMillis())) {
            ListTime time = new ListTime(Math.max(impression.atMillis(), reader.lastReadMillis()), wallClockMillis);
            ranker.show(propose(reader, catalogue, time, shown), shown);
        }
    }

    /**
     * Builds the items of a list from candidates and their scores, indexed by candidate; best item first.
     *
     * @param scoresByCandidate score of each candidate by index
     */
    public List<RecommendedArticle> build(Candidates scored, float[] scoresByCandidate) {
        return builder.build(scored, scoresByCandidate);
    }

    /**
     * Collects the candidate articles for a reader's list, not yet scored, each with the counts from which the ranker
     * computes its score. Changes no argument.
     *
     * @return valid until the next call of this recommender, and only while the catalogue does not change
     */
    public Candidates propose(ReaderState reader, Catalogue catalogue, ListTime time) {
        return propose(reader, catalogue, time, List.of());
    }

    /**
     * Collects the candidate articles for a reader's list, plus the articles with the {@code required} ids, even if the
     * reader has read them. Ids that the catalogue does not contain are ignored. See
     * {@link #propose(ReaderState, Catalogue, ListTime)}.
     */
    public Candidates propose(ReaderState reader, Catalogue catalogue, ListTime time, List<String> required) {
        sources.collect(candidates, reader, catalogue, time, required);
        return candidates;
    }
}
