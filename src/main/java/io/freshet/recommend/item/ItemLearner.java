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
 * Learns what readers teach about one article, in the state its owner holds. Holds scratch memory: one for each thread.
 *
 * <p>Item vectors follow item2vec (Barkan and Koenigstein 2016): skip-gram with negative sampling over what a reader
 * reads, from each of the last five articles (input vector) to the current one (output vector), {@code s} being the
 * logistic function and {@code a} the learning rate:
 *
 * <pre>
 * in(previous) += a (1 - s(in·out(current))) out(current) - a sum over negatives n of s(in·out(n)) out(n)
 * out(current) += a (1 - s(in(previous)·out)) in(previous)
 * out(n)       -= a s(in(previous)·out) in(previous)
 * </pre>
 *
 * <p>Two departures, because each article's vectors are written by its owner alone. First, the vectors of other articles
 * are read from the catalogue, a replica milliseconds behind. Second, the push on a negative's output vector happens on
 * the negative's own reads: there it meets the input vectors of as many recently read articles as negatives would have
 * been drawn. An article is drawn as a negative in proportion to how often it is read, so both give every article the
 * same pushes on average, and no step touches a second article's state.
 *
 * <p>Negatives come from this task's recent reads. Articles are spread over tasks by the hash of their id, so these are a
 * fair sample of what is read everywhere. The draws depend on seed, article and time alone.
 */
public final class ItemLearner {
    /** Length of the vectors an article without text starts from: small against the 2 of one with text. */
    private static final float START_WITHOUT_TEXT = .3f;

    private final RecommendSettings settings;
    private final float[] gradient;

    public ItemLearner(RecommendSettings settings) {
        this.settings = settings;
        this.gradient = new float[settings.vectors().dimension()];
    }

    /** The state of an article nothing is known of; its vectors are small and derived from its id. */
    public ItemState create(String articleId) {
        float[] start = start(articleId, null);
        return new ItemState(articleId, settings.items(), start, start);
    }

    /**
     * Takes note of an announcement or correction: what was learned from reads stays, what came from the text is replaced.
     *
     * @param previous the description this one replaces, null at the first announcement
     * @throws IllegalArgumentException if the content vector has another dimension than the settings say
     */
    public void describe(ItemState state, @Nullable ArticleDescription previous, ArticleDescription description) {
        float[] now = start(state.articleId, description);
        if (state.clicks.isEmpty()) {
            System.arraycopy(now, 0, state.in, 0, now.length);
            System.arraycopy(now, 0, state.out, 0, now.length);
        } else {
            VectorMath.addScaled(-1, start(state.articleId, previous), now);
            VectorMath.addScaled(1, now, state.in);
            VectorMath.addScaled(1, now, state.out);
        }
        state.standing = new ItemStatus(description.categoryName(), description.expiresAtMillis(), false);
    }

    /** Takes note that the publisher withdrew the article. A later announcement brings it back. */
    public void withdraw(ItemState state) {
        state.standing = new ItemStatus(state.standing.category(), Article.NEVER, true);
    }

    private float[] start(String articleId, @Nullable ArticleDescription description) {
        int dimension = settings.vectors().dimension();
        FloatVector content = description == null ? FloatVector.empty() : description.content();
        if (!content.isEmpty()) {
            if (content.dimension() != dimension) {
                throw new IllegalArgumentException("content of " + articleId + " has dimension " + content.dimension()
                        + ", item vectors have " + dimension);
            }
            float[] start = content.toArray();
            VectorMath.scale((float) settings.vectors().startLength(), start);
            return start;
        }
        SplittableRandom random = SeededHash.random(settings.seed(), articleId, 0);
        float[] start = new float[dimension];
        for (int index = 0; index < dimension; index++) {
            start[index] = (float) (random.nextDouble() - .5);
        }
        VectorMath.normalise(start);
        VectorMath.scale(START_WITHOUT_TEXT, start);
        return start;
    }

    /**
     * Learns from one signal to the article's owner.
     *
     * @param catalogue where the vectors of other articles are read, never written
     * @param recentReads recent reads of this task, to which a read is added
     * @throws IllegalArgumentException if the signal is to the owner of another article
     */
    public void apply(ItemState state, ItemSignal signal, ItemVectors catalogue, RecentReads recentReads) {
        if (!state.articleId.equals(signal.articleId())) {
            throw new IllegalArgumentException("signal to " + signal.articleId() + " given to " + state.articleId);
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
        } else if (signal instanceof ItemSignal.Exposed exposed) {
            state.exposures.add(exposed.atMillis(), 1);
        } else if (signal instanceof ItemSignal.Hidden hidden) {
            state.hides.add(hidden.atMillis(), 1);
        }
    }

    private static void count(ItemState state, ItemSignal.Read read) {
        state.clicks.add(read.atMillis(), 1);
        state.buckets.add(read.atMillis());
        state.lastClickMillis = Math.max(state.lastClickMillis, read.atMillis());
        read.segments().entrySet().stream()
                .map(segment -> segment.getKey() + "=" + segment.getValue())
                .sorted()
                .forEach(segment -> state.segments.add(segment, read.atMillis()));
    }

    private void trainOutput(ItemState state, ItemSignal.Read read, ItemVectors catalogue, RecentReads recentReads) {
        float rate = (float) settings.vectors().learningRate();
        VectorTable inputs = catalogue.in();
        SplittableRandom random = SeededHash.random(settings.seed(), state.articleId, read.atMillis());
        for (String previous : read.context()) {
            int slot = catalogue.slotOf(previous);
            if (slot < 0 || !inputs.has(slot)) {
                continue;
            }
            step(state.out, inputs, slot, 1, rate, state.out);
            for (int draw = 0; draw < settings.vectors().negatives(); draw++) {
                int other = draw(recentReads, random, state.articleId, catalogue, inputs);
                if (other >= 0) {
                    step(state.out, inputs, other, 0, rate, state.out);
                }
            }
        }
    }

    private void trainInput(
            ItemState state, ItemSignal.Followed followed, ItemVectors catalogue, RecentReads recentReads) {
        float rate = (float) settings.vectors().learningRate();
        VectorTable outputs = catalogue.out();
        int follower = catalogue.slotOf(followed.followerId());
        if (follower < 0 || !outputs.has(follower)) {
            return;
        }
        SplittableRandom random =
                SeededHash.random(settings.seed(), state.articleId + " " + followed.followerId(), followed.atMillis());
        Arrays.fill(gradient, 0);
        step(state.in, outputs, follower, 1, rate, gradient);
        for (int draw = 0; draw < settings.vectors().negatives(); draw++) {
            int negative = draw(recentReads, random, followed.followerId(), catalogue, outputs);
            if (negative >= 0) {
                step(state.in, outputs, negative, 0, rate, gradient);
            }
        }
        VectorMath.addScaled(1, gradient, state.in);
    }

    /** Adds to {@code target} the step that moves the logistic of own·other towards {@code label}. */
    private static void step(float[] own, VectorTable others, int slot, int label, float rate, float[] target) {
        double product = others.dot(slot, own, 0);
        double step = rate * (label - 1 / (1 + Math.exp(-product)));
        VectorMath.addScaled((float) step, others.array(slot), others.offset(slot), target, 0, own.length);
    }

    /** The slot of a recent read other than {@code exceptId} that has a vector, -1 if this draw found none. */
    private static int draw(
            RecentReads recentReads,
            SplittableRandom random,
            String exceptId,
            ItemVectors catalogue,
            VectorTable table) {
        Optional<String> drawn = recentReads.draw(random);
        if (drawn.isEmpty() || drawn.get().equals(exceptId)) {
            return -1;
        }
        int slot = catalogue.slotOf(drawn.get());
        return slot >= 0 && table.has(slot) ? slot : -1;
    }
}
