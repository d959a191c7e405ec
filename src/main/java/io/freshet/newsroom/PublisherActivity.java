package io.freshet.newsroom;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Simulates the newspapers: schedules publications, corrections, withdrawals and expiry of articles, independently of
 * readers.
 */
final class PublisherActivity {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    /** Time from the first possible click to the first story with an invented word, in milliseconds. */
    private static final long FIRST_COINED_MILLIS = 10 * MINUTE_MILLIS;

    private static final long COINED_EVERY_MILLIS = 4 * HOUR_MILLIS;
    private static final double SHARE_CORRECTED = .02;
    private static final double SHARE_WITHDRAWN = .006;
    /**
     * Number of the first article that {@link #archive} writes for training, far above the numbers of the simulated
     * articles.
     */
    private static final long ARCHIVE_FIRST_ARTICLE = 1_000_000_000;
    /** Maximum number of invented words kept for {@link #coined()}; later ones are dropped. */
    private static final int COINED_KEPT_MAX = 1_000;

    private final Timeline timeline;
    private final Newsstand stand;
    private final StoryWriter writer;
    private final NewsDesk desk;
    private final SplittableRandom random;
    private final double storiesPerDay;
    private final boolean withdrawsExpired;
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
        this.storiesPerDay = settings.rates().articlesPerDay();
        this.withdrawsExpired = settings.withdrawsExpired();
    }

    /**
     * Schedules the first ordinary story, after {@code openingMillis}, and the first with an invented word, soon after
     * {@code startMillis}.
     */
    void open(long openingMillis, long startMillis) {
        timeline.schedule(DayRhythm.PUBLISHING.next(openingMillis, storiesPerDay, random), this::breakStory);
        timeline.schedule(startMillis + FIRST_COINED_MILLIS, this::breakCoinedStory);
    }

    /** The words invented so far, oldest first; only the first {@value #COINED_KEPT_MAX} are kept. */
    List<CoinedWord> coined() {
        return List.copyOf(coined);
    }

    /** The article with this id if it is live, that is, neither expired nor withdrawn; else empty. */
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
        for (Draft planned : desk.plan(first)) {
            timeline.schedule(planned.publishedAtMillis(), unused -> publish(planned));
        }
    }

    private void publish(Draft draft) {
        stand.add(draft);
        numbersById.put(draft.id(), draft.number());
        timeline.emit(() -> TimedEvent.Announced.of(announced(writer.write(draft))));
        long atMillis = draft.publishedAtMillis();
        // Removes the article from the stand and from the index at the same time.
        long expiresAtMillis = draft.lifetime().expiresAtMillis();
        long removedAtMillis = Math.min(expiresAtMillis, atMillis + Newsstand.AGE_MAX_MILLIS);
        timeline.schedule(removedAtMillis, nowMillis -> {
            if (withdrawsExpired && removedAtMillis == expiresAtMillis) {
                withdraw(draft, nowMillis);
            } else {
                remove(draft);
            }
        });
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
            timeline.emit(() -> new TimedEvent.Announced(announced(writer.correct(draft)), nowMillis));
        }
    }

    /** The article as announced: without its expiry if it is withdrawn instead. */
    private Article announced(Article article) {
        return withdrawsExpired
                ? article.toBuilder().expiresAtMillis(Article.NEVER).build()
                : article;
    }

    private void withdraw(Draft draft, long nowMillis) {
        if (remove(draft)) {
            timeline.emit(() -> new TimedEvent.Withdrawn(draft.id(), nowMillis));
        }
    }

    private boolean remove(Draft draft) {
        numbersById.remove(draft.id());
        return stand.remove(draft.number());
    }

    /**
     * Writes {@code count} articles as training text, published every five minutes before {@code beforeMillis};
     * simulated readers never see them.
     */
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
