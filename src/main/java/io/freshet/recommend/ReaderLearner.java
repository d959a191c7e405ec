package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.event.Impression;
import io.freshet.event.Keyword;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns about one reader from the reader's events, and says what the owners of articles are to be told. Keeps no state
 * of its own.
 *
 * <p>A late click (older than the latest) takes its place in time among the reads; its context is what was read before
 * it. What was read after it is not told again. One that is older than the start of the session by more than the gap
 * belongs to an earlier session and leaves the present one as it is.
 */
public final class ReaderLearner {
    /** Keywords of an article that count towards the reader's, strongest first. */
    private static final int KEYWORDS_PER_READ = 8;

    private final RecommendSettings.Readers settings;
    private final int followedMax;

    public ReaderLearner(RecommendSettings settings) {
        this.settings = settings.readers();
        this.followedMax = settings.vectors().followedMax();
    }

    /**
     * Takes in a click.
     *
     * @throws IllegalArgumentException if it is another reader's
     */
    public ClickOutcome apply(ReaderState reader, Click click, Catalogue catalogue) {
        checkSame(reader, click.userId());
        if (isDuplicate(reader, click)) {
            return ClickOutcome.duplicate();
        }
        if (isExcess(reader, click)) {
            return ClickOutcome.excess();
        }
        reader.pace = reader.pace.with(click.atMillis());
        if (click.eventId() != null) {
            reader.recentEvents.add(0, Seeds.hash(click.eventId()));
            cut(reader.recentEvents, settings.recentEventsMax());
        }
        if (!click.segments().isEmpty()) {
            reader.segments = new HashMap<>(click.segments());
        }
        return click.kind().isRead() ? read(reader, click, catalogue) : hide(reader, click, catalogue);
    }

    /** Whether the same event came before. */
    public boolean isDuplicate(ReaderState reader, Click click) {
        return click.eventId() != null && reader.recentEvents.contains(Seeds.hash(click.eventId()));
    }

    /**
     * Whether the reader has clicked as often in this minute as counts. A program that clicks thousands of times would
     * otherwise decide what is read most, what follows what, and what the ranker takes for reading.
     */
    public boolean isExcess(ReaderState reader, Click click) {
        return reader.pace.clicksWith(click.atMillis()) >= settings.clicksPerMinuteMax();
    }

    /**
     * Whether a click is part of the state, as far as is remembered: by its eventId, or as the same read or hide of the same
     * moment.
     */
    public boolean holds(ReaderState reader, Click click) {
        if (isDuplicate(reader, click)) {
            return true;
        }
        return click.kind().isRead()
                ? placeOf(reader, click) < reader.reads.size()
                : reader.hidden.contains(click.articleId());
    }

    /**
     * The outcome of a click that is part of the state already, for repeating what follows from it; the state stays as it
     * is. After a crash at-least-once processing may have stored a reader whose list and signals were never sent. The
     * context is what was read before the click, as far as is remembered.
     */
    public ClickOutcome repeat(ReaderState reader, Click click) {
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
            if (startMillis - earlier.atMillis() > settings.sessionGapMillis()) {
                break;
            }
            startMillis = earlier.atMillis();
        }
        boolean first = startMillis == click.atMillis();
        List<String> context = context(reader, place + 1, first, startMillis);
        return new ClickOutcome(ClickOutcome.Effect.READ, signals(click, context, first ? Visit.FIRST : Visit.ONWARD));
    }

    /**
     * A reader as only their reads after a moment make them: for an erasure that is processed after clicks that came after
     * it. Hides, impressions and eventIds have no time of their own and are left out.
     *
     * @param sinceMillis reads at or before this are left out, epoch milliseconds
     * @return empty if there is no later read
     */
    public Optional<ReaderState> without(ReaderSnapshot reader, long sinceMillis, Catalogue catalogue) {
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

    /** Index among the reads of the read that a click led to, the number of reads if there is none. */
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
        while (reader.hidden.size() > settings.hiddenMax()) {
            see(reader, reader.hidden.remove(reader.hidden.size() - 1));
        }
        int slot = catalogue.slotOf(articleId);
        if (!again && slot >= 0) {
            reader.aversion = about(reader.aversion, slot, catalogue, .2f);
        }
        return new ClickOutcome(
                ClickOutcome.Effect.HIDDEN, List.of(new ItemSignal.Hidden(articleId, click.atMillis())));
    }

    /** Remembers that an article must not come back although it is no longer among the reads or hides. */
    private void see(ReaderState reader, String articleId) {
        reader.seen = reader.seen.with(articleId, settings.seenMax());
    }

    /**
     * Which session a read belongs to.
     *
     * @param first whether no read of the session came before it
     * @param startMillis of the session, with the read
     * @param present whether it is the session in progress, or begins it
     */
    private record Place(boolean first, long startMillis, boolean present) {
        ReaderSnapshot.Session after(ReaderSnapshot.Session before, long atMillis, int newReads) {
            if (!present) {
                return before;
            }
            return first
                    ? new ReaderSnapshot.Session(startMillis, atMillis, 1)
                    : new ReaderSnapshot.Session(
                            startMillis, Math.max(before.lastMillis(), atMillis), before.reads() + newReads);
        }
    }

    private Place place(ReaderState reader, long atMillis) {
        ReaderSnapshot.Session session = reader.session;
        if (session.reads() == 0 || atMillis - session.lastMillis() > settings.sessionGapMillis()) {
            return new Place(true, atMillis, true);
        }
        if (session.startMillis() - atMillis <= settings.sessionGapMillis()) {
            return new Place(false, Math.min(session.startMillis(), atMillis), true);
        }
        long startMillis = atMillis;
        boolean first = true;
        for (ReaderSnapshot.PastRead read : reader.reads) {
            if (read.atMillis() <= startMillis && startMillis - read.atMillis() <= settings.sessionGapMillis()) {
                startMillis = read.atMillis();
                first = false;
            }
        }
        return new Place(first, startMillis, false);
    }

    private ClickOutcome read(ReaderState reader, Click click, Catalogue catalogue) {
        String articleId = click.articleId();
        Place place = place(reader, click.atMillis());
        long sinceMillis = place.present() ? reader.session.startMillis() : place.startMillis();
        reader.served.removeIf(served -> served.articleId().equals(articleId));
        if (!place.first() && readSince(reader, articleId, sinceMillis)) {
            reader.session = place.after(reader.session, click.atMillis(), 0);
            return new ClickOutcome(
                    ClickOutcome.Effect.REPEATED,
                    List.of(new ItemSignal.Read(
                            articleId,
                            click.atMillis(),
                            click.kind(),
                            List.of(),
                            Visit.ONWARD.addTo(click.segments()))));
        }
        List<String> context = remember(reader, click, place);
        reader.session = place.after(reader.session, click.atMillis(), 1);
        learnTaste(reader, click, catalogue);
        return new ClickOutcome(
                ClickOutcome.Effect.READ, signals(click, context, place.first() ? Visit.FIRST : Visit.ONWARD));
    }

    /** Puts a read in its place in time, unless the same article was read later, and gives its context. */
    private List<String> remember(ReaderState reader, Click click, Place place) {
        boolean readLater = readSince(reader, click.articleId(), click.atMillis() + 1);
        if (!readLater) {
            reader.reads.removeIf(read -> read.articleId().equals(click.articleId()));
        }
        int position = 0;
        while (position < reader.reads.size() && reader.reads.get(position).atMillis() > click.atMillis()) {
            position++;
        }
        List<String> context = context(reader, position, place.first(), place.startMillis());
        if (!readLater) {
            reader.reads.add(position, new ReaderSnapshot.PastRead(click.articleId(), click.atMillis(), click.kind()));
        }
        while (reader.reads.size() > settings.readsMax()) {
            see(reader, reader.reads.remove(reader.reads.size() - 1).articleId());
        }
        return context;
    }

    private static boolean readSince(ReaderState reader, String articleId, long sinceMillis) {
        for (ReaderSnapshot.PastRead read : reader.reads) {
            if (read.atMillis() >= sinceMillis && read.articleId().equals(articleId)) {
                return true;
            }
        }
        return false;
    }

    /** The reads before a position: of this session, or at its first click a few of the sessions before. */
    private List<String> context(ReaderState reader, int position, boolean first, long startMillis) {
        int contextMax = first ? settings.newSessionContextMax() : ItemSignal.Read.CONTEXT_MAX;
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

    private void learnTaste(ReaderState reader, Click click, Catalogue catalogue) {
        long reads = reader.habits.reads() + 1;
        reader.categories.decay(settings.slowDecay());
        reader.keywords.decay(settings.slowDecay());
        int slot = catalogue.slotOf(click.articleId());
        if (slot < 0) {
            reader.habits =
                    new ReaderSnapshot.Habits(reads, reader.habits.meanLogAge(), reader.habits.meanLogPopularity());
            return;
        }
        HeldArticle entry = catalogue.article(slot);
        double rate = Math.max(.1, 1.0 / reads);
        double logAge = Math.log(Math.max(0, click.atMillis() - entry.publishedAtMillis()) / 1000.0 + 60);
        double logPopularity = Math.log(entry.clicks.at(Horizon.HALF_HOUR, click.atMillis()) + .02);
        reader.habits = new ReaderSnapshot.Habits(
                reads,
                reader.habits.meanLogAge() + rate * (logAge - reader.habits.meanLogAge()),
                reader.habits.meanLogPopularity() + rate * (logPopularity - reader.habits.meanLogPopularity()));
        reader.slow = about(reader.slow, slot, catalogue, (float) Math.max(1 - settings.slowDecay(), 1.0 / reads));
        if (catalogue.in().has(slot)) {
            reader.fast = mean(reader.fast, catalogue.in().copy(slot), (float) (1 - settings.fastDecay()));
        }
        ArticleDescription description = entry.description;
        if (description != null) {
            if (description.category() != null) {
                reader.categories.add(
                        description.category().name(),
                        Math.max(.01, description.category().confidence()));
            }
            List<Keyword> keywords = description.keywords();
            for (int at = 0; at < Math.min(KEYWORDS_PER_READ, keywords.size()); at++) {
                if (keywords.get(at).weight() > 0) {
                    reader.keywords.add(
                            entry.keywordLabels[at], keywords.get(at).weight());
                }
            }
        }
    }

    /** A running mean of what articles are about: the content vector, or without text the direction of the input vector. */
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
     * Takes in a showing; gives an {@link ItemSignal.Exposed} for each article shown.
     *
     * @throws IllegalArgumentException if it is another reader's
     */
    public List<ItemSignal> apply(ReaderState reader, Impression impression) {
        checkSame(reader, impression.userId());
        List<ItemSignal> signals = new ArrayList<>();
        for (String articleId : impression.articleIds()) {
            signals.add(new ItemSignal.Exposed(articleId, impression.atMillis()));
            if (!reader.hasRead(articleId)) {
                int times = reader.timesServed(articleId);
                reader.served.removeIf(served -> served.articleId().equals(articleId));
                reader.served.add(0, new ReaderSnapshot.Served(articleId, times + 1));
            }
        }
        cut(reader.served, settings.servedMax());
        return signals;
    }

    private static void checkSame(ReaderState reader, String userId) {
        if (!reader.userId.equals(userId)) {
            throw new IllegalArgumentException("event of " + userId + " given to " + reader.userId);
        }
    }

    private static void cut(List<?> list, int sizeMax) {
        while (list.size() > sizeMax) {
            list.remove(list.size() - 1);
        }
    }
}
