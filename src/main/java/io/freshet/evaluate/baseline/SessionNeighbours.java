package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.vector.TopK;
import java.util.Arrays;

/**
 * Session-based nearest neighbours: recommends the articles of the sessions most similar to the reader's current
 * session. Compares the current session with a sample of the sessions that share an article with it, most recent shared
 * reads first (see {@link SessionWeights}). The nearest sessions vote for their articles with their similarity.
 * Unfinished sessions of other readers are used as they are; the reader's own last session is excluded.
 */
public final class SessionNeighbours extends ScoringAlgorithm {
    /**
     * Default number of neighbours in the session-rec framework, in which Ludewig et al. (2021) compare STAN and VSTAN.
     */
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
     * Creates an algorithm that is V-SkNN, STAN or VSTAN, depending on {@code weights}.
     *
     * @param neighboursMax maximum number of sessions that vote
     * @param sampleMax maximum number of sessions compared
     */
    public SessionNeighbours(
            String name,
            ArticleIndex articleIndex,
            ReadingLog log,
            SessionWeights weights,
            int neighboursMax,
            int sampleMax) {
        super(name, articleIndex);
        this.log = log;
        this.weights = weights;
        this.sampleMax = sampleMax;
        this.nearest = new TopK(neighboursMax);
        this.sample = new int[sampleMax];
    }

    @Override
    void score(ListRequest request, ArticleScores scores) {
        String userId = request.reader().userId();
        int[] context = log.context(userId, request.nowMillis());
        if (context.length == 0) {
            return;
        }
        markPositions(context);
        int count = sampleSessions(context, log.lastSession(userId));
        double[] positionWeights = new double[context.length];
        Arrays.setAll(positionWeights, back -> weights.position(back, context.length));
        nearest.clear();
        for (int index = 0; index < count; index++) {
            nearest.offer(index, (float) similarity(sample[index], positionWeights, request.nowMillis()));
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

    /**
     * Stores in {@code positions} the position of each article of the current session, counted from 1 for the latest.
     */
    private void markPositions(int[] context) {
        if (positions.length < articleIndex.size()) {
            positions = Arrays.copyOf(positions, articleIndex.size() * 3 / 2);
        }
        for (int index = 0; index < context.length; index++) {
            positions[context[index]] = context.length - index;
        }
    }

    /**
     * Fills {@code sample} with the latest sessions, except {@code ownSession}, that share an article with the current
     * session {@code context}; returns their number. Merges the reads of the context's articles, latest first.
     */
    private int sampleSessions(int[] context, int ownSession) {
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
            int position = session % ReadingLog.SESSIONS_MAX;
            if (session != ownSession && log.isKept(session) && seen[position] != seenStamp) {
                seen[position] = seenStamp;
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
