package io.freshet.recommend.item;

import io.freshet.event.Article;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.FloatVector;
import io.freshet.vector.SeededHash;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Updates the state of an article, its counts and item vectors, after its publication and after each action of its
 * readers. Holds scratch memory: use one instance per thread.
 *
 * <p>Item vectors follow item2vec (Barkan and Koenigstein 2016): skip-gram with negative sampling over the reads of a
 * reader, from each of the last five articles (input vector) to the current one (output vector). The output vector
 * learns from all five, but only the input vectors of the latest {@code followedMax} of them learn. With {@code s} the
 * logistic function and {@code a} the learning rate:
 *
 * <pre>
 * in(previous) += a (1 - s(in·out(current))) out(current) - a sum over negatives n of s(in·out(n)) out(n)
 * out(current) += a (1 - s(in(previous)·out)) in(previous)
 * out(n)       -= a s(in(previous)·out) in(previous)
 * </pre>
 *
 * <p>Two steps differ from item2vec, because only the owner of an article writes its vectors. First, vectors of other
 * articles are read from the catalogue, a replica that lags by milliseconds. Second, the output vector of a negative is
 * updated on the negative's own reads, against the input vectors of as many recently read articles as there would have
 * been negatives. An article is sampled as a negative in proportion to its read rate, so both variants apply the same
 * number of updates to every article on average, and no step touches the state of a second article.
 *
 * <p>Negatives are sampled from the recent reads of this task. Articles are distributed over tasks by the hash of their
 * id, so these reads are an unbiased sample of all reads. The random numbers depend only on seed, article and time.
 */
public final class ItemLearner {
    /**
     * Initial vector length of an article without text; small compared with 2, the default for an article with text.
     */
    private static final float INITIAL_LENGTH_WITHOUT_TEXT = .3f;

    private final RecommendSettings settings;
    private final float[] gradient;

    public ItemLearner(RecommendSettings settings) {
        this.settings = settings;
        this.gradient = new float[settings.vectors().dimension()];
    }

    /**
     * Creates the state of an article without a description; its item vectors are short and random, with the id as
     * seed.
     */
    public ItemState create(String articleId) {
        float[] initial = initialVector(articleId, null);
        return new ItemState(articleId, settings.items(), initial, initial);
    }

    /**
     * Applies a new or corrected description to an article's state; keeps everything learned from reads. Replaces the
     * status and the content vector's part of the item vectors. {@code previous} is the description replaced, null at
     * the first announcement.
     *
     * @throws IllegalArgumentException if the content vector does not have the configured dimension
     */
    public void describe(ItemState state, @Nullable ArticleDescription previous, ArticleDescription description) {
        float[] initial = initialVector(state.articleId, description);
        if (state.clicks.isEmpty()) {
            System.arraycopy(initial, 0, state.in, 0, initial.length);
            System.arraycopy(initial, 0, state.out, 0, initial.length);
        } else {
            VectorMath.addScaled(-1, initialVector(state.articleId, previous), initial);
            VectorMath.addScaled(1, initial, state.in);
            VectorMath.addScaled(1, initial, state.out);
        }
        state.status = new ItemStatus(description.categoryName(), description.expiresAtMillis(), false);
    }

    /** Marks the article as withdrawn; a later announcement makes it available again. */
    public void withdraw(ItemState state) {
        state.status = new ItemStatus(state.status.category(), Article.NEVER, true);
    }

    private float[] initialVector(String articleId, @Nullable ArticleDescription description) {
        int dimension = settings.vectors().dimension();
        FloatVector content = description == null ? FloatVector.empty() : description.content();
        if (!content.isEmpty()) {
            if (content.dimension() != dimension) {
                throw new IllegalArgumentException("content of " + articleId + " has dimension " + content.dimension()
                        + ", item vectors have " + dimension);
            }
            float[] initial = content.toArray();
            VectorMath.scale((float) settings.vectors().initialLength(), initial);
            return initial;
        }
        SplittableRandom random = SeededHash.random(settings.seed(), articleId, 0);
        float[] initial = new float[dimension];
        for (int index = 0; index < dimension; index++) {
            initial[index] = (float) (random.nextDouble() - .5);
        }
        VectorMath.normalise(initial);
        VectorMath.scale(INITIAL_LENGTH_WITHOUT_TEXT, initial);
        return initial;
    }

    /**
     * Updates an article's counts, followers (articles read next) and item vectors by one message about a reader's
     * action. Takes other articles' vectors from {@code catalogue} and negative samples from {@code recentReads}.
     *
     * @param signal message about a reader's action, such as a read
     * @param catalogue never written
     * @param recentReads recent reads of this task; a read is added to them
     * @throws IllegalArgumentException if the signal is for another article
     */
    public void apply(ItemState state, ItemSignal signal, ItemVectors catalogue, RecentReads recentReads) {
        if (!state.articleId.equals(signal.articleId())) {
            throw new IllegalArgumentException(
                    "signal for " + signal.articleId() + " applied to the state of " + state.articleId);
        }
        if (signal instanceof ItemSignal.Read read) {
            count(state, read);
            trainOutput(state, read, catalogue, recentReads);
            recentReads.add(state.articleId);
        } else if (signal instanceof ItemSignal.Followed followed) {
            if (followed.rank() == 0) {
                state.followers.add(followed.followerId(), followed.atMillis());
            }
            trainInput(state, followed, catalogue, recentReads);
        } else if (signal instanceof ItemSignal.Shown shown) {
            state.impressions.add(shown.atMillis(), 1);
        } else if (signal instanceof ItemSignal.Hidden hidden) {
            state.hides.add(hidden.atMillis(), 1);
        }
    }

    private static void count(ItemState state, ItemSignal.Read read) {
        state.clicks.add(read.atMillis(), 1);
        state.buckets.add(read.atMillis());
        state.lastReadMillis = Math.max(state.lastReadMillis, read.atMillis());
        read.segments().entrySet().stream()
                .map(segment -> segment.getKey() + "=" + segment.getValue())
                .sorted()
                .forEach(segment -> state.segments.add(segment, read.atMillis()));
    }

    private void trainOutput(ItemState state, ItemSignal.Read read, ItemVectors catalogue, RecentReads recentReads) {
        float learningRate = (float) settings.vectors().learningRate();
        VectorTable inputs = catalogue.in();
        SplittableRandom random = SeededHash.random(settings.seed(), state.articleId, read.atMillis());
        for (String previous : read.context()) {
            int slot = catalogue.slotOf(previous);
            if (slot < 0 || !inputs.has(slot)) {
                continue;
            }
            step(state.out, inputs, slot, 1, learningRate, state.out);
            for (int draw = 0; draw < settings.vectors().negativeSamples(); draw++) {
                int negative = sampleNegative(recentReads, random, state.articleId, catalogue, inputs);
                if (negative >= 0) {
                    step(state.out, inputs, negative, 0, learningRate, state.out);
                }
            }
        }
    }

    private void trainInput(
            ItemState state, ItemSignal.Followed followed, ItemVectors catalogue, RecentReads recentReads) {
        float learningRate = (float) settings.vectors().learningRate();
        VectorTable outputs = catalogue.out();
        int follower = catalogue.slotOf(followed.followerId());
        if (follower < 0 || !outputs.has(follower)) {
            return;
        }
        SplittableRandom random =
                SeededHash.random(settings.seed(), state.articleId + " " + followed.followerId(), followed.atMillis());
        Arrays.fill(gradient, 0);
        step(state.in, outputs, follower, 1, learningRate, gradient);
        for (int draw = 0; draw < settings.vectors().negativeSamples(); draw++) {
            int negative = sampleNegative(recentReads, random, followed.followerId(), catalogue, outputs);
            if (negative >= 0) {
                step(state.in, outputs, negative, 0, learningRate, gradient);
            }
        }
        VectorMath.addScaled(1, gradient, state.in);
    }

    /**
     * Adds one gradient step for the vector {@code own} to {@code target}: moves the logistic of its inner product with
     * another vector towards {@code label}. The other vector is in slot {@code slot} of {@code others}.
     */
    private static void step(float[] own, VectorTable others, int slot, int label, float learningRate, float[] target) {
        double product = others.dot(slot, own, 0);
        double step = learningRate * (label - 1 / (1 + Math.exp(-product)));
        VectorMath.addScaled((float) step, others.array(slot), others.offset(slot), target, 0, own.length);
    }

    /**
     * Samples a recently read article as negative and returns the index of its vector in {@code table}. Returns -1
     * before the first read, and if the article is {@code exceptId} or has no vector.
     */
    private static int sampleNegative(
            RecentReads recentReads,
            SplittableRandom random,
            String exceptId,
            ItemVectors catalogue,
            VectorTable table) {
        Optional<String> sampled = recentReads.sample(random);
        if (sampled.isEmpty() || sampled.get().equals(exceptId)) {
            return -1;
        }
        int slot = catalogue.slotOf(sampled.get());
        return slot >= 0 && table.has(slot) ? slot : -1;
    }
}
