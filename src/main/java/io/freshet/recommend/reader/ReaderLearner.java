package io.freshet.recommend.reader;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Keyword;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.catalogue.CatalogueArticle;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.settings.ReaderSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.vector.SeededHash;
import io.freshet.vector.VectorMath;
import io.freshet.vector.VectorTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies clicks and impressions to a reader's state, and creates the messages that update the articles' states.
 * Stateless.
 *
 * <p>A late click, older than the reader's latest, changes the state as if it had come in order, as far as the
 * remembered reads reach:
 *
 * <ul>
 * <li>The click takes its place in time among the reads. Its context is the reads before it.
 * <li>The click joins the session of its time: the current session, an earlier one, or a new one. Only a click of the
 * current session changes the current session. A click between two sessions merges them if both are within the gap.
 * <li>The click has the weight in the reader's means and affinities that it would have by now in order.
 * </ul>
 *
 * <p>Signals already sent stay: the read after a late one was signalled with the context known then. Hides have no
 * time; they are ordered by arrival.
 */
public final class ReaderLearner {
    /** Number of an article's keywords, strongest first, that a read adds to the reader's affinities. */
    private static final int KEYWORDS_PER_READ = 8;
    /** Minimum weight of the newest read in the means of {@link ReaderSnapshot.Habits}. */
    private static final double HABIT_RATE_MIN = .1;

    private final ReaderSettings settings;
    private final int followedMax;

    public ReaderLearner(RecommendSettings settings) {
        this.settings = settings.readers();
        this.followedMax = settings.vectors().followedMax();
    }

    /**
     * Applies a click without evaluating lists or training rankers; see
     * {@link #apply(ReaderState, Click, Catalogue, Runnable)}.
     */
    public ClickOutcome apply(ReaderState reader, Click click, Catalogue catalogue) {
        return apply(reader, click, catalogue, () -> {});
    }

    /**
     * Runs {@code beforeUpdate}, then applies a click to the reader's state; does neither for a duplicate or a click
     * above the reader's limit of clicks per minute.
     *
     * @param beforeUpdate evaluates lists by the click and trains on it, with the state before the click
     * @throws IllegalArgumentException if the click is another reader's
     */
    public ClickOutcome apply(ReaderState reader, Click click, Catalogue catalogue, Runnable beforeUpdate) {
        checkSame(reader, click.userId());
        if (isDuplicate(reader, click)) {
            return ClickOutcome.duplicate();
        }
        if (isRateLimited(reader, click)) {
            return ClickOutcome.rateLimited();
        }
        beforeUpdate.run();
        reader.clickRate = reader.clickRate.with(click.atMillis());
        if (click.eventId() != null) {
            reader.recentEvents.add(0, SeededHash.hash(click.eventId()));
            cut(reader.recentEvents, settings.recentEventsMax());
        }
        if (!click.segments().isEmpty() && (reader.segments.isEmpty() || !reader.isLate(click))) {
            reader.segments = new HashMap<>(click.segments());
        }
        return click.kind().isRead() ? read(reader, click, catalogue) : hide(reader, click, catalogue);
    }

    /** Whether the click's eventId was applied before. */
    private boolean isDuplicate(ReaderState reader, Click click) {
        return click.eventId() != null && reader.recentEvents.contains(SeededHash.hash(click.eventId()));
    }

    /**
     * Whether a click is above the reader's limit of clicks per minute. A program that clicks thousands of times would
     * otherwise decide the most-read lists, the followers and the ranker's training.
     */
    private boolean isRateLimited(ReaderState reader, Click click) {
        return reader.clickRate.clicksWith(click.atMillis()) >= settings.clicksPerMinuteMax();
    }

    /**
     * Whether a click was applied before, as far as the state remembers. Recognised by its eventId, by a read of the
     * article at the same time, or, for a hide, by any hide of the article.
     */
    public boolean hasApplied(ReaderState reader, Click click) {
        if (isDuplicate(reader, click)) {
            return true;
        }
        return click.kind().isRead()
                ? placeOf(reader, click) < reader.reads.size()
                : reader.hidden.contains(click.articleId());
    }

    /**
     * Recreates the outcome of a click applied earlier (effect and messages) from the reader's state, which stays
     * unchanged. Under at-least-once delivery, a crash may have stored the reader's state and lost the list and the
     * signals. The context is the reads before the click, as far as they are remembered.
     */
    public ClickOutcome outcomeOfApplied(ReaderState reader, Click click) {
        String articleId = click.articleId();
        if (!click.kind().isRead()) {
            return new ClickOutcome(
                    ClickOutcome.Effect.HIDDEN, List.of(new ItemSignal.Hidden(articleId, click.atMillis())));
        }
        int place = placeOf(reader, click);
        if (place == reader.reads.size()) {
            return new ClickOutcome(
                    ClickOutcome.Effect.REPEATED,
                    List.of(new ItemSignal.Read(
                            articleId,
                            click.atMillis(),
                            click.kind(),
                            List.of(),
                            Visit.ONWARD.addTo(click.segments()))));
        }
        long startMillis = click.atMillis();
        for (ReaderSnapshot.PastRead earlier : reader.reads.subList(place + 1, reader.reads.size())) {
            if (startMillis - earlier.atMillis() > settings.sessions().gapMillis()) {
                break;
            }
            startMillis = earlier.atMillis();
        }
        boolean first = startMillis == click.atMillis();
        List<String> context = context(reader, place + 1, first, startMillis);
        return new ClickOutcome(ClickOutcome.Effect.READ, signals(click, context, first ? Visit.FIRST : Visit.ONWARD));
    }

    /**
     * Rebuilds a reader's state from the reads after {@code sinceMillis}, the time of an erasure; empty if there are
     * none. Clicks after the erasure may be processed before it. Hides, impressions and eventIds have no time in the
     * state and are left out.
     *
     * @param sinceMillis reads at or before this are left out, epoch milliseconds
     * @return empty without a later read
     */
    public Optional<ReaderState> rebuildAfterErasure(ReaderSnapshot reader, long sinceMillis, Catalogue catalogue) {
        ReaderState later = new ReaderState(reader.userId(), settings);
        for (int place = reader.reads().size() - 1; place >= 0; place--) {
            ReaderSnapshot.PastRead read = reader.reads().get(place);
            if (read.atMillis() > sinceMillis) {
                ClickOutcome unused = read(
                        later,
                        new Click(
                                reader.userId(),
                                read.articleId(),
                                read.atMillis(),
                                null,
                                null,
                                read.kind(),
                                0,
                                Map.of()),
                        catalogue);
            }
        }
        return later.reads.isEmpty() ? Optional.empty() : Optional.of(later);
    }

    /**
     * Index of the remembered read with the article and time of a click; the number of remembered reads if there is
     * none.
     */
    private static int placeOf(ReaderState reader, Click click) {
        int place = 0;
        while (place < reader.reads.size()
                && !(reader.reads.get(place).atMillis() == click.atMillis()
                        && reader.reads.get(place).articleId().equals(click.articleId()))) {
            place++;
        }
        return place;
    }

    private ClickOutcome hide(ReaderState reader, Click click, Catalogue catalogue) {
        String articleId = click.articleId();
        boolean again = reader.hidden.remove(articleId);
        reader.hidden.add(0, articleId);
        while (reader.hidden.size() > settings.memory().hiddenMax()) {
            see(reader, reader.hidden.remove(reader.hidden.size() - 1));
        }
        int slot = catalogue.slotOf(articleId);
        if (!again && slot >= 0) {
            reader.dislikes = about(reader.dislikes, slot, catalogue, .2f);
        }
        return new ClickOutcome(
                ClickOutcome.Effect.HIDDEN, List.of(new ItemSignal.Hidden(articleId, click.atMillis())));
    }

    /**
     * Adds an article that was dropped from the remembered reads or hides to the seen articles, so that it stays off
     * the reader's lists.
     */
    private void see(ReaderState reader, String articleId) {
        reader.seen = reader.seen.with(articleId, settings.memory().seenMax());
    }

    /**
     * Chronological place of a new read: among the remembered reads and in its session.
     *
     * @param later counts remembered reads only; also the index of the new read among them
     * @param session session of the new read, with the new read's time but without its count
     * @param inPresent whether the session is the current session, or becomes it
     * @param first whether the new read is the first of its session
     */
    private record Place(int later, ReaderSnapshot.Session session, boolean inPresent, boolean first) {
        boolean sharesSession(ReaderSnapshot.PastRead read) {
            return session.startMillis() <= read.atMillis() && read.atMillis() <= session.lastMillis();
        }
    }

    private Place place(ReaderState reader, long atMillis) {
        ReaderSnapshot.Session present = reader.session;
        long gapMillis = settings.sessions().gapMillis();
        int later = 0;
        while (later < reader.reads.size() && reader.reads.get(later).atMillis() > atMillis) {
            later++;
        }
        if (present.reads() == 0 || atMillis - present.lastMillis() > gapMillis) {
            return new Place(later, new ReaderSnapshot.Session(atMillis, atMillis, 0), true, true);
        }
        if (present.startMillis() <= atMillis) {
            long lastMillis = Math.max(present.lastMillis(), atMillis);
            ReaderSnapshot.Session longer =
                    new ReaderSnapshot.Session(present.startMillis(), lastMillis, present.reads());
            return new Place(later, longer, true, false);
        }
        int before = later;
        long startMillis = atMillis;
        while (before < reader.reads.size()
                && startMillis - reader.reads.get(before).atMillis() <= gapMillis) {
            startMillis = reader.reads.get(before++).atMillis();
        }
        boolean inPresent = present.startMillis() - atMillis <= gapMillis;
        long lastMillis = inPresent ? present.lastMillis() : atMillis;
        for (int after = later - 1;
                !inPresent && after >= 0 && reader.reads.get(after).atMillis() - lastMillis <= gapMillis;
                after--) {
            lastMillis = reader.reads.get(after).atMillis();
        }
        int reads = before - later + (inPresent ? present.reads() : 0);
        ReaderSnapshot.Session session = new ReaderSnapshot.Session(startMillis, lastMillis, reads);
        return new Place(later, session, inPresent, before == later);
    }

    private ClickOutcome read(ReaderState reader, Click click, Catalogue catalogue) {
        String articleId = click.articleId();
        Place place = place(reader, click.atMillis());
        reader.unreadImpressions.removeIf(impressions -> impressions.articleId().equals(articleId));
        int known = indexOf(reader, articleId);
        boolean repeated = known >= 0 && place.sharesSession(reader.reads.get(known));
        if (place.inPresent()) {
            reader.session = repeated ? place.session() : place.session().withRead();
        }
        if (repeated) {
            if (known < place.later()) {
                // The late click is the first read of the article in the session.
                reader.reads.add(place.later(), pastRead(click));
                reader.reads.remove(known);
            }
            return new ClickOutcome(
                    ClickOutcome.Effect.REPEATED,
                    List.of(new ItemSignal.Read(
                            articleId,
                            click.atMillis(),
                            click.kind(),
                            List.of(),
                            Visit.ONWARD.addTo(click.segments()))));
        }
        List<String> context = remember(reader, click, place, known);
        learnTaste(reader, click, place.later(), catalogue);
        return new ClickOutcome(
                ClickOutcome.Effect.READ, signals(click, context, place.first() ? Visit.FIRST : Visit.ONWARD));
    }

    /**
     * Adds a read to the remembered reads, in order of time, and returns the ids of the last few articles read before.
     * Replaces an earlier read of the article; adds nothing if a later read of the article is remembered.
     *
     * @param known index of the remembered read of the article, -1 if there is none
     * @return context of the read, see {@link #context}
     */
    private List<String> remember(ReaderState reader, Click click, Place place, int known) {
        boolean readLater = known >= 0 && known < place.later();
        if (known >= 0 && !readLater) {
            reader.reads.remove(known);
        }
        List<String> context =
                context(reader, place.later(), place.first(), place.session().startMillis());
        if (!readLater) {
            reader.reads.add(place.later(), pastRead(click));
        }
        while (reader.reads.size() > settings.memory().readsMax()) {
            see(reader, reader.reads.remove(reader.reads.size() - 1).articleId());
        }
        return context;
    }

    private static ReaderSnapshot.PastRead pastRead(Click click) {
        return new ReaderSnapshot.PastRead(click.articleId(), click.atMillis(), click.kind());
    }

    /**
     * Index of the remembered read of an article, -1 if there is none; at most one read of an article is remembered.
     */
    private static int indexOf(ReaderState reader, String articleId) {
        for (int index = 0; index < reader.reads.size(); index++) {
            if (reader.reads.get(index).articleId().equals(articleId)) {
                return index;
            }
        }
        return -1;
    }

    /**
     * Context of a read: ids of the articles read before it in the same session, latest first. For the first read of a
     * session, ids of the last few articles of earlier sessions.
     *
     * @param position index of the latest read before
     * @param first whether the read is the first of its session
     * @param startMillis start of the session, epoch milliseconds
     */
    private List<String> context(ReaderState reader, int position, boolean first, long startMillis) {
        int contextMax = first ? settings.sessions().newSessionContextMax() : ItemSignal.Read.CONTEXT_MAX;
        List<String> context = new ArrayList<>(ItemSignal.Read.CONTEXT_MAX);
        for (int index = position;
                index < reader.reads.size() && context.size() < Math.min(contextMax, ItemSignal.Read.CONTEXT_MAX);
                index++) {
            if (first || reader.reads.get(index).atMillis() >= startMillis) {
                context.add(reader.reads.get(index).articleId());
            }
        }
        return context;
    }

    private List<ItemSignal> signals(Click click, List<String> context, Visit visit) {
        List<ItemSignal> signals = new ArrayList<>(1 + context.size());
        signals.add(new ItemSignal.Read(
                click.articleId(), click.atMillis(), click.kind(), context, visit.addTo(click.segments())));
        for (int rank = 0; rank < Math.min(followedMax, context.size()); rank++) {
            signals.add(new ItemSignal.Followed(context.get(rank), click.articleId(), click.atMillis(), rank));
        }
        return signals;
    }

    /**
     * Updates the reader's interests by a read: mean vectors, affinities to categories and keywords, and the usual age
     * and popularity of articles read.
     *
     * <p>A late read gets the weight that it would have by now in order. In order, the late read would have reduced
     * only the weights of earlier reads; the means do not separate reads, so all weights are reduced alike.
     *
     * @param later number of remembered reads after this read
     */
    private void learnTaste(ReaderState reader, Click click, int later, Catalogue catalogue) {
        long reads = reader.habits.reads() + 1;
        double slowDecay = settings.interests().slowDecay();
        double faded = Math.pow(slowDecay, later);
        reader.categories.decay(1 - (1 - slowDecay) * faded);
        reader.keywords.decay(1 - (1 - slowDecay) * faded);
        int slot = catalogue.slotOf(click.articleId());
        if (slot < 0) {
            reader.habits =
                    new ReaderSnapshot.Habits(reads, reader.habits.meanLogAge(), reader.habits.meanLogPopularity());
            return;
        }
        CatalogueArticle entry = catalogue.article(slot);
        double rate = weightInMean(reads, later, HABIT_RATE_MIN);
        double logAge = Math.log(Math.max(0, click.atMillis() - entry.publishedAtMillis()) / 1000.0 + 60);
        double logPopularity = Math.log(entry.clicks().at(HalfLife.HALF_HOUR, click.atMillis()) + .02);
        reader.habits = new ReaderSnapshot.Habits(
                reads,
                reader.habits.meanLogAge() + rate * (logAge - reader.habits.meanLogAge()),
                reader.habits.meanLogPopularity() + rate * (logPopularity - reader.habits.meanLogPopularity()));
        reader.slow = about(reader.slow, slot, catalogue, (float) weightInMean(reads, later, 1 - slowDecay));
        if (catalogue.in().has(slot)) {
            double fastDecay = settings.interests().fastDecay();
            double fastRate = (1 - fastDecay) * Math.pow(fastDecay, later);
            reader.fast = mean(reader.fast, catalogue.in().copy(slot), (float) fastRate);
        }
        ArticleDescription description = entry.description();
        if (description != null && faded > 0) {
            if (description.category() != null) {
                double confidence = Math.max(.01, description.category().confidence());
                reader.categories.add(description.category().name(), faded * confidence);
            }
            List<Keyword> keywords = description.keywords();
            for (int at = 0; at < Math.min(KEYWORDS_PER_READ, keywords.size()); at++) {
                if (keywords.get(at).weight() > 0) {
                    reader.keywords.add(
                            entry.keywordLabels()[at], faded * keywords.get(at).weight());
                }
            }
        }
    }

    /**
     * Current weight of an earlier read in a running mean, which the n-th read enters with weight
     * {@code max(rateMin, 1/n)}.
     *
     * @param reads number of all reads, n of the latest
     * @param later number of reads after the read
     */
    private static double weightInMean(long reads, int later, double rateMin) {
        long place = Math.max(1, reads - later);
        double weight = Math.max(rateMin, 1.0 / place);
        for (long next = place + 1; next <= reads; next++) {
            weight *= 1 - Math.max(rateMin, 1.0 / next);
        }
        return weight;
    }

    /**
     * Moves {@code mean} by the fraction {@code rate} towards the content vector of the article in {@code slot}, and
     * returns the result. Uses the input vector of an article without a content vector. Scales the article's vector to
     * length 1, and changes {@code mean} in place unless it is empty. Without any vector of the article, the mean stays
     * as it is.
     */
    private static float[] about(float[] mean, int slot, Catalogue catalogue, float rate) {
        VectorTable table = catalogue.content().has(slot) ? catalogue.content() : catalogue.in();
        return table.has(slot) ? mean(mean, VectorMath.unit(table.copy(slot)), rate) : mean;
    }

    private static float[] mean(float[] mean, float[] vector, float rate) {
        if (mean.length != vector.length) {
            return vector;
        }
        VectorMath.scale(1 - rate, mean);
        VectorMath.addScaled(rate, vector, mean);
        return mean;
    }

    /**
     * Counts the articles shown that the reader has not read as impressions in the reader's state; returns a message
     * for every article shown.
     *
     * @return one {@link ItemSignal.Shown} per article, in the order of the impression
     * @throws IllegalArgumentException if the impression is another reader's
     */
    public List<ItemSignal> apply(ReaderState reader, Impression impression) {
        checkSame(reader, impression.userId());
        List<ItemSignal> signals = new ArrayList<>();
        for (String articleId : impression.articleIds()) {
            signals.add(new ItemSignal.Shown(articleId, impression.atMillis()));
            if (!reader.hasRead(articleId)) {
                int times = reader.timesServed(articleId);
                reader.unreadImpressions.removeIf(
                        impressions -> impressions.articleId().equals(articleId));
                reader.unreadImpressions.add(0, new ReaderSnapshot.UnreadImpressions(articleId, times + 1));
            }
        }
        cut(reader.unreadImpressions, settings.servedMax());
        return signals;
    }

    private static void checkSame(ReaderState reader, String userId) {
        if (!reader.userId().equals(userId)) {
            throw new IllegalArgumentException("event of " + userId + " given to " + reader.userId());
        }
    }

    private static void cut(List<?> list, int sizeMax) {
        while (list.size() > sizeMax) {
            list.remove(list.size() - 1);
        }
    }
}
