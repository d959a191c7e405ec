package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.rank.Candidates;
import java.util.List;

/**
 * A list by a single kind of evidence; what has none is not listed. Each looks at the articles proposed, which hold more
 * of the most read and of the followers than a list has lines, so the lists are those of a search of the whole catalogue.
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

    /** Most read by everyone, at a half-life from which candidates are proposed. */
    public static Baseline popularity(String name, HalfLife horizon) {
        return new Baseline(name, (candidates, index) -> candidates.reads(index, horizon));
    }

    /** Articles that readers of the last article read next, at a half-life. */
    public static Baseline followers(String name, HalfLife horizon) {
        return new Baseline(name, (candidates, index) -> candidates.followers(index, horizon));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest moment, RankedList list) {
        Candidates candidates = moment.candidates();
        for (int index = 0; index < candidates.size(); index++) {
            double strength = evidence.of(candidates, index);
            if (strength > 0) {
                list.offer(candidates.articleId(index), (float) strength);
            }
        }
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scores) {
        Candidates candidates = moment.candidates();
        for (int position = 0; position < scores.length; position++) {
            int index = candidates.indexOf(shown.get(position));
            scores[position] = index < 0 ? 0 : evidence.of(candidates, index);
        }
    }
}
