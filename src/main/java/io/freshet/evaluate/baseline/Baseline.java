package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.rank.Candidates;
import java.util.List;

/**
 * Algorithm that ranks articles by a single decayed count: either of all reads, or of reads directly after the reader's
 * last article. Does not list articles with a count of 0. Ranks Freshet's candidates, which include more most-read
 * articles and followers than a list has items, so the result equals a search of the catalogue.
 */
public final class Baseline implements Algorithm {
    private final String name;
    private final Evidence evidence;

    private interface Evidence {
        double of(Candidates candidates, int index);
    }

    private Baseline(String name, Evidence evidence) {
        this.name = name;
        this.evidence = evidence;
    }

    /** Creates a baseline that ranks by the decayed number of reads by all readers. */
    public static Baseline popularity(String name, HalfLife halfLife) {
        return new Baseline(name, (candidates, index) -> candidates.reads(index, halfLife));
    }

    /**
     * Creates a baseline that ranks by the decayed number of times that other readers read the article directly after
     * the requesting reader's last article.
     */
    public static Baseline followers(String name, HalfLife halfLife) {
        return new Baseline(name, (candidates, index) -> candidates.followers(index, halfLife));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest request, RankedList list) {
        Candidates candidates = request.candidates();
        for (int index = 0; index < candidates.size(); index++) {
            double strength = evidence.of(candidates, index);
            if (strength > 0) {
                list.offer(candidates.articleId(index), (float) strength);
            }
        }
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] scores) {
        Candidates candidates = request.candidates();
        for (int position = 0; position < scores.length; position++) {
            int index = candidates.indexOf(shown.get(position));
            scores[position] = index < 0 ? 0 : evidence.of(candidates, index);
        }
    }
}
