package io.freshet.newsroom;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The newsroom's side of the timeline: articles come, are corrected, leave. Independent of what is read. */
final class PublisherActivity {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    /** The first coined story breaks this long after readers arrive. */
    private static final long FIRST_COINED_MILLIS = 10 * MINUTE_MILLIS;

    private static final long COINED_EVERY_MILLIS = 4 * HOUR_MILLIS;
    private static final double SHARE_CORRECTED = .02;
    private static final double SHARE_WITHDRAWN = .006;
    /** The archive's articles are numbered apart from those of the stream. */
    private static final long ARCHIVE_FIRST_ARTICLE = 1_000_000_000;
    /** How many coined words are kept for asking. */
    private static final int COINED_KEPT_MAX = 1_000;

    private final Timeline timeline;
    private final Newsstand stand;
    private final StoryWriter writer;
    private final NewsDesk desk;
    private final SplittableRandom random;
    private final double storiesPerDay;
    private final List<CoinedWord> coined = new ArrayList<>();
    private final Map<String, Long> numbersById = new HashMap<>();

    PublisherActivity(
            Timeline timeline,
            Newsstand stand,
            StoryWriter writer,
            SplittableRandom random,
            NewsroomSettings settings) {
        this.timeline = timeline;
        this.stand = stand;
        this.writer = writer;
        this.desk = new NewsDesk(random.split(), writer, 0);
        this.random = random.split();
        this.storiesPerDay = settings.articlesPerDay();
    }

    /** Plans the first steps. */
    void open(long openingMillis, long startMillis) {
        timeline.schedule(DayRhythm.PUBLISHING.next(openingMillis, storiesPerDay, random), this::breakStory);
        timeline.schedule(startMillis + FIRST_COINED_MILLIS, this::breakCoinedStory);
    }

    /** The words coined so far, oldest first. */
    List<CoinedWord> coined() {
        return List.copyOf(coined);
    }

    /** The live article with this id. */
    Optional<Draft> live(String id) {
        return Optional.ofNullable(numbersById.get(id)).flatMap(stand::live);
    }

    private void breakStory(long atMillis) {
        report(desk.newStory(), atMillis);
        timeline.schedule(DayRhythm.PUBLISHING.next(atMillis, storiesPerDay, random), this::breakStory);
    }

    private void breakCoinedStory(long atMillis) {
        for (Story story : desk.newCoinedStory()) {
            if (story.language() == NewsroomLanguage.ENGLISH && coined.size() < COINED_KEPT_MAX) {
                story.coined().ifPresent(coined::add);
            }
            report(story, atMillis);
        }
        timeline.schedule(atMillis + COINED_EVERY_MILLIS, this::breakCoinedStory);
    }

    private void report(Story story, long atMillis) {
        Draft first = desk.firstReport(story, atMillis);
        publish(first);
        for (NewsDesk.Planned planned : desk.plan(first)) {
            timeline.schedule(planned.atMillis(), unused -> publish(planned.draft()));
        }
    }

    private void publish(Draft draft) {
        stand.add(draft);
        numbersById.put(draft.id(), draft.number());
        timeline.emit(() -> TimedEvent.Announced.of(writer.write(draft)));
        long atMillis = draft.publishedAtMillis();
        // The stand and the index forget an article at the same time.
        long leavesAtMillis = Math.min(draft.expiresAtMillis(), atMillis + Newsstand.AGE_MAX_MILLIS);
        timeline.schedule(leavesAtMillis, unused -> leave(draft));
        if (random.nextDouble() < SHARE_CORRECTED) {
            timeline.schedule(
                    atMillis + random.nextLong(10 * MINUTE_MILLIS, HOUR_MILLIS),
                    nowMillis -> correct(draft, nowMillis));
        }
        if (random.nextDouble() < SHARE_WITHDRAWN) {
            timeline.schedule(
                    atMillis + random.nextLong(15 * MINUTE_MILLIS, 3 * HOUR_MILLIS),
                    nowMillis -> withdraw(draft, nowMillis));
        }
    }

    private void correct(Draft draft, long nowMillis) {
        if (stand.live(draft.number()).isPresent()) {
            timeline.emit(() -> new TimedEvent.Announced(writer.correct(draft), nowMillis));
        }
    }

    private void withdraw(Draft draft, long nowMillis) {
        if (leave(draft)) {
            timeline.emit(() -> new TimedEvent.Withdrawn(draft.id(), nowMillis));
        }
    }

    private boolean leave(Draft draft) {
        numbersById.remove(draft.id());
        return stand.remove(draft.number());
    }

    /** Articles without readers, for learning from: as many as wanted, evenly over the hours before a time. */
    static List<Article> archive(long seed, int count, long beforeMillis, StoryWriter writer) {
        SplittableRandom random = new SplittableRandom(seed);
        NewsDesk desk = new NewsDesk(random, writer, ARCHIVE_FIRST_ARTICLE);
        List<Article> articles = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long atMillis = beforeMillis - (count - index) * (HOUR_MILLIS / 12);
            articles.add(writer.write(desk.firstReport(desk.newStory(), atMillis)));
        }
        return articles;
    }
}
