package io.freshet.newsroom;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import io.freshet.event.ClickKind;
import io.freshet.event.Impression;
import io.freshet.event.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Simulates the sessions of readers: clicks, impressions, erasures, repeated and malformed events. */
final class ReaderActivity {
    private static final double CLICKS_PER_SESSION = 3.6;
    private static final long GAP_MILLIS_MIN = 4_000;
    private static final long GAP_MILLIS_MAX = 12 * 60_000;
    private static final double GAP_SECONDS_MEDIAN = 45;
    private static final double SHARE_LIKED = .025;
    private static final double SHARE_SHARED = .015;
    private static final double SHARE_HIDDEN = .006;
    private static final double SHARE_DRIFTING = .01;
    private static final double SHARE_ERASED = .00002;
    private static final int LIST_LENGTH_MAX = 10;
    /** Probability that a reader skips an appealing article of a list. */
    private static final double SKIP_PROBABILITY = .7;

    private final Timeline timeline;
    private final Readership readership;
    private final ArticleChoice choice;
    private final SplittableRandom arrivals;
    private final NewsroomSettings settings;
    private final Optional<Function<String, List<String>>> shownLists;
    private final PublisherActivity publishing;
    private final Newsstand stand;
    private final double sessionsPerDay;
    private long sessions;

    ReaderActivity(
            Timeline timeline,
            Newsstand stand,
            PublisherActivity publishing,
            StoryWriter writer,
            SplittableRandom random,
            NewsroomSettings settings,
            Optional<Function<String, List<String>>> shownLists) {
        this.timeline = timeline;
        this.stand = stand;
        this.publishing = publishing;
        this.readership = new Readership(settings.readers(), random.split());
        this.arrivals = random.split();
        this.choice = new ArticleChoice(stand, writer);
        this.settings = settings;
        this.shownLists = shownLists;
        this.sessionsPerDay = settings.readers() * settings.rates().clicksPerReaderPerDay() / CLICKS_PER_SESSION;
    }

    /** Schedules the arrival of the first reader, after {@code startMillis}; each arrival schedules the next. */
    void open(long startMillis) {
        timeline.schedule(DayRhythm.READING.next(startMillis, sessionsPerDay, arrivals), this::arrive);
    }

    List<ReaderPortrait> portraits() {
        return readership.portraits();
    }

    private void arrive(long nowMillis) {
        SimulatedReader reader = readership.draw(arrivals);
        // Each session has its own random source, so that it does not influence later arrivals.
        SplittableRandom random = new SplittableRandom(arrivals.nextLong());
        if (reader.startSession()) {
            if (random.nextDouble() < SHARE_DRIFTING) {
                reader.drift(random);
            }
            click(new Session(reader, sessions++, random), nowMillis);
        }
        timeline.schedule(DayRhythm.READING.next(nowMillis, sessionsPerDay, arrivals), this::arrive);
    }

    private void click(Session session, long nowMillis) {
        stand.update(nowMillis);
        Optional<Draft> chosen = fromList(session, nowMillis)
                .or(() -> choice.choose(session.reader, Optional.ofNullable(session.last), session.random));
        if (chosen.isEmpty()) {
            end(session, nowMillis);
            return;
        }
        Draft draft = chosen.get();
        session.last = draft;
        session.clicks++;
        session.reader.remember(draft.number());
        stand.click(draft.number(), nowMillis);
        emitClick(session, draft, nowMillis);
        long gapMillis = gapMillis(session.random);
        react(session, draft, nowMillis + Math.min(gapMillis, 30_000) / 2);
        if (session.random.nextDouble() < 1 / CLICKS_PER_SESSION) {
            timeline.schedule(nowMillis + gapMillis, atMillis -> end(session, atMillis));
        } else {
            timeline.schedule(nowMillis + gapMillis, atMillis -> click(session, atMillis));
        }
    }

    private void emitClick(Session session, Draft draft, long nowMillis) {
        double dwellSeconds = Math.rint(10 * 30 * Math.exp(.7 * session.random.nextGaussian())) / 10;
        Click click = click(session, draft, ClickKind.CLICK, dwellSeconds, nowMillis);
        timeline.emit(() -> new TimedEvent.Clicked(click));
        if (session.random.nextDouble() < settings.faults().repeatedShare()) {
            timeline.emit(() -> new TimedEvent.Clicked(click));
        }
        if (session.random.nextDouble() < settings.faults().malformedShare()) {
            TimedEvent.Malformed malformed = MalformedEvents.draw(click, session.random);
            timeline.emit(() -> malformed);
        }
    }

    private void react(Session session, Draft draft, long atMillis) {
        double drawn = session.random.nextDouble();
        ClickKind kind;
        if (drawn < SHARE_LIKED) {
            kind = ClickKind.LIKE;
        } else if (drawn < SHARE_LIKED + SHARE_SHARED) {
            kind = ClickKind.SHARE;
        } else if (drawn < SHARE_LIKED + SHARE_SHARED + SHARE_HIDDEN) {
            kind = ClickKind.HIDE;
        } else {
            return;
        }
        session.clicks++;
        Click reaction = click(session, draft, kind, 0, atMillis);
        timeline.schedule(atMillis, unused -> {
            if (stand.live(draft.number()).isPresent()) {
                timeline.emit(() -> new TimedEvent.Clicked(reaction));
            }
        });
    }

    private static Click click(Session session, Draft draft, ClickKind kind, double dwellSeconds, long atMillis) {
        SimulatedReader reader = session.reader;
        return new Click(
                reader.userId(),
                draft.id(),
                atMillis,
                "e" + session.number + "-" + session.clicks,
                "s" + session.number,
                kind,
                dwellSeconds,
                Map.of(
                        "device",
                        reader.device(),
                        "region",
                        reader.region(),
                        "language",
                        reader.languages().get(0).tag()));
    }

    private Optional<Draft> fromList(Session session, long nowMillis) {
        if (shownLists.isEmpty() || session.random.nextDouble() >= settings.closedLoopShare()) {
            return Optional.empty();
        }
        List<String> shown = shownLists.get().apply(session.reader.userId()).stream()
                .limit(Math.min(LIST_LENGTH_MAX, Limits.IMPRESSION_ARTICLES_MAX))
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        String userId = session.reader.userId();
        timeline.emit(() -> new TimedEvent.Shown(new Impression(userId, shown, nowMillis, null)));
        for (String id : shown) {
            Optional<Draft> draft = publishing.live(id).filter(live -> choice.appeals(session.reader, live));
            if (draft.isPresent() && session.random.nextDouble() >= SKIP_PROBABILITY) {
                return draft;
            }
        }
        return Optional.empty();
    }

    private void end(Session session, long nowMillis) {
        session.reader.endSession();
        if (session.random.nextDouble() < SHARE_ERASED) {
            session.reader.clearHistory();
            String userId = session.reader.userId();
            timeline.emit(() -> new TimedEvent.Erased(userId, nowMillis));
        }
    }

    private static long gapMillis(SplittableRandom random) {
        double seconds = GAP_SECONDS_MEDIAN * Math.exp(.9 * random.nextGaussian());
        return Math.max(GAP_MILLIS_MIN, Math.min(GAP_MILLIS_MAX, (long) (seconds * 1000)));
    }

    private static final class Session {
        final SimulatedReader reader;
        final long number;
        final SplittableRandom random;

        @Nullable
        Draft last;

        int clicks;

        Session(SimulatedReader reader, long number, SplittableRandom random) {
            this.reader = reader;
            this.number = number;
            this.random = random;
        }
    }
}
