package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The articles whose terms, weighted by tf·idf, are most like those of the reader's last reads. For one thread. */
public final class TermAlgorithm implements Algorithm {
    private final String name;
    private final ArticleIndex numbers;
    private final ReadingLog log;
    private final ArticleVectorTable live;
    private final TermWeightings weightings;
    private final float decayPerRead;

    /** @param live which articles are alive */
    public TermAlgorithm(
            String name,
            ArticleIndex numbers,
            ReadingLog log,
            ArticleVectorTable live,
            TermWeightings weightings,
            double decayPerRead) {
        this.name = name;
        this.numbers = numbers;
        this.log = log;
        this.live = live;
        this.weightings = weightings;
        this.decayPerRead = (float) decayPerRead;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void list(ListRequest moment, RankedList list) {
        Map<String, Float> wanted = wanted(moment);
        if (wanted.isEmpty()) {
            return;
        }
        for (int index = 0; index < live.liveCount(); index++) {
            int article = live.live(index);
            float score = (float) product(wanted, weightings.of(article));
            if (score > 0 && list.mayTake(score) && moment.mayList(numbers.articleId(article))) {
                list.offer(numbers.articleId(article), score);
            }
        }
    }

    @Override
    public void score(ListRequest moment, List<String> shown, double[] scores) {
        Map<String, Float> wanted = wanted(moment);
        for (int index = 0; index < scores.length; index++) {
            scores[index] = product(wanted, weightings.of(numbers.of(shown.get(index))));
        }
    }

    private Map<String, Float> wanted(ListRequest moment) {
        Map<String, Float> sum = new HashMap<>();
        float weight = 1;
        int[] reads = log.history(moment.reader().userId());
        for (int index = reads.length - 1; index >= 0; index--, weight *= decayPerRead) {
            float factor = weight;
            weightings.of(reads[index]).forEach((term, value) -> sum.merge(term, factor * value, Float::sum));
        }
        return sum;
    }

    private static double product(Map<String, Float> wanted, Map<String, Float> article) {
        double product = 0;
        for (Map.Entry<String, Float> term : article.entrySet()) {
            product += term.getValue() * wanted.getOrDefault(term.getKey(), 0f);
        }
        return product;
    }
}
