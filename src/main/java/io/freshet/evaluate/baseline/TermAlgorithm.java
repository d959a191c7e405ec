package io.freshet.evaluate.baseline;

import io.freshet.evaluate.algorithm.Algorithm;
import io.freshet.evaluate.algorithm.ListRequest;
import io.freshet.evaluate.measure.RankedList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists the articles whose tf·idf vectors are most similar to those of the reader's last reads. For one thread. */
public final class TermAlgorithm implements Algorithm {
    private final String name;
    private final ArticleIndex articleIndex;
    private final ReadingLog log;
    private final ArticleVectorTable live;
    private final TermWeightings weightings;
    private final float decayPerRead;

    /**
     * Creates an algorithm that compares the reader's last reads in {@code log} with the recently published or read
     * articles in {@code live}.
     *
     * @param live source of the live articles
     * @param weightings tf·idf vectors of all articles
     * @param decayPerRead weight of each read relative to the one after it
     */
    public TermAlgorithm(
            String name,
            ArticleIndex articleIndex,
            ReadingLog log,
            ArticleVectorTable live,
            TermWeightings weightings,
            double decayPerRead) {
        this.name = name;
        this.articleIndex = articleIndex;
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
    public void list(ListRequest request, RankedList list) {
        Map<String, Float> profile = profile(request);
        if (profile.isEmpty()) {
            return;
        }
        for (int index = 0; index < live.liveCount(); index++) {
            int article = live.live(index);
            float score = (float) product(profile, weightings.of(article));
            if (score > 0 && list.mayTake(score) && request.mayList(articleIndex.articleId(article))) {
                list.offer(articleIndex.articleId(article), score);
            }
        }
    }

    @Override
    public void score(ListRequest request, List<String> shown, double[] scores) {
        Map<String, Float> profile = profile(request);
        for (int index = 0; index < scores.length; index++) {
            scores[index] = product(profile, weightings.of(articleIndex.of(shown.get(index))));
        }
    }

    private Map<String, Float> profile(ListRequest request) {
        Map<String, Float> sum = new HashMap<>();
        float weight = 1;
        int[] reads = log.history(request.reader().userId());
        for (int index = reads.length - 1; index >= 0; index--, weight *= decayPerRead) {
            float factor = weight;
            weightings.of(reads[index]).forEach((term, value) -> sum.merge(term, factor * value, Float::sum));
        }
        return sum;
    }

    private static double product(Map<String, Float> profile, Map<String, Float> article) {
        double product = 0;
        for (Map.Entry<String, Float> term : article.entrySet()) {
            product += term.getValue() * profile.getOrDefault(term.getKey(), 0f);
        }
        return product;
    }
}
