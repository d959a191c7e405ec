package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.vector.TopK;
import java.util.Arrays;

/**
 * Session-based nearest neighbours. Of the sessions that share an article with the one in progress, a sample of those
 * where that happened last is compared with it ({@link SessionWeights}); the nearest vote for the articles they hold, each
 * with its similarity. Sessions still in progress count with what was read in them so far, the reader's own last does not.
 */
public final class SessionNeighbours extends ScoringAlgorithm {
    /** The defaults of the session-rec framework, in which Ludewig et al. (2021) compare STAN and VSTAN. */
    public static final int PUBLISHED_NEIGHBOURS = 500;

    public static final int PUBLISHED_SAMPLE = 5_000;

    private final ReadingLog log;
    private final SessionWeights weights;
    private final int sampleMax;
    private final TopK nearest;
    private final int[] sample;
    private final int[] seen = new int[ReadingLog.SESSIONS_MAX];
    private int seenStamp;
    private int[] positions = new int[1_024];

    /**
     * A recommender.
     *
     * @param neighboursMax sessions that vote
     * @param sampleMax sessions compared
     */
    public SessionNeighbours(
            String name,
            ArticleIndex numbers,
            ReadingLog log,
            SessionWeights weights,
            int neighboursMax,
            int sampleMax) {
        super(name, numbers);
        this.log = log;
        this.weights = weights;
        this.sampleMax = sampleMax;
        this.nearest = new TopK(neighboursMax);
        this.sample = new int[sampleMax];
    }

    @Override
    void score(ListRequest moment, ArticleScores scores) {
        String userId = moment.reader().userId();
        int[] context = log.context(userId, moment.nowMillis());
        if (context.length == 0) {
            return;
        }
        markPositions(context);
        int count = drawSample(context, log.lastSession(userId));
        double[] positionWeights = new double[context.length];
        Arrays.setAll(positionWeights, back -> weights.position(back, context.length));
        nearest.clear();
        for (int index = 0; index < count; index++) {
            nearest.offer(index, (float) similarity(sample[index], positionWeights, moment.nowMillis()));
        }
        int[] neighbours = nearest.indices();
        float[] similarities = nearest.scores();
        for (int rank = 0; rank < neighbours.length; rank++) {
            vote(sample[neighbours[rank]], similarities[rank], context.length, scores);
        }
        for (int article : context) {
            positions[article] = 0;
        }
    }

    /** Notes how far back each article of the context stands, plus 1. */
    private void markPositions(int[] context) {
        if (positions.length < numbers.size()) {
            positions = Arrays.copyOf(positions, numbers.size() * 3 / 2);
        }
        for (int index = 0; index < context.length; index++) {
            positions[context[index]] = context.length - index;
        }
    }

    /** Merges the reads of the context's articles from the latest back, until enough different sessions are found. */
    private int drawSample(int[] context, int ownSession) {
        seenStamp++;
        int[] back = new int[context.length];
        int count = 0;
        while (count < sampleMax) {
            long latest = -1;
            int from = -1;
            for (int index = 0; index < context.length; index++) {
                long read = log.recentRead(context[index], back[index]);
                if (read > latest) {
                    latest = read;
                    from = index;
                }
            }
            if (from < 0) {
                break;
            }
            back[from]++;
            int session = (int) latest;
            int place = session % ReadingLog.SESSIONS_MAX;
            if (session != ownSession && log.isKept(session) && seen[place] != seenStamp) {
                seen[place] = seenStamp;
                sample[count++] = session;
            }
        }
        return count;
    }

    private double similarity(int session, double[] positionWeights, long nowMillis) {
        int[] articles = log.articles(session);
        int neighbourLength = log.length(session);
        double shared = 0;
        for (int index = 0; index < neighbourLength; index++) {
            int position = position(articles[index]);
            if (position > 0) {
                shared += positionWeights[position - 1];
            }
        }
        return weights.similarity(shared, positionWeights, neighbourLength, nowMillis - log.lastMillis(session));
    }

    private void vote(int session, double similarity, int length, ArticleScores scores) {
        int[] articles = log.articles(session);
        int neighbourLength = log.length(session);
        int shared = -1;
        int latest = Integer.MAX_VALUE;
        for (int index = 0; index < neighbourLength; index++) {
            int position = position(articles[index]);
            if (position > 0) {
                shared = index;
                latest = Math.min(latest, position);
            }
        }
        double vote = similarity * weights.match(latest - 1, length);
        for (int index = 0; index < neighbourLength; index++) {
            if (position(articles[index]) == 0) {
                double rarity = (double) log.sessionCount() / log.sessionsOf(articles[index]);
                scores.add(
                        articles[index], vote * weights.proximity(Math.abs(index - shared)) * weights.rarity(rarity));
            }
        }
    }

    private int position(int article) {
        return article < positions.length ? positions[article] : 0;
    }
}
