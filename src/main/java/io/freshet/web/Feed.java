package io.freshet.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.recommend.ReadModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Hands happenings to the open pages: stories and most-read lists to all, clicks and lists of one reader to the pages that
 * follow that reader. It never waits for a page. Safe from any thread; its own lock guards the state.
 */
final class Feed implements AutoCloseable {
    /** Who did nothing for this long is not followed any longer, unless the viewer chose them. */
    static final Duration IDLE = Duration.ofSeconds(45);

    private final ReadModel readModel;
    private final LongSupplier nanoTime;
    private final WebSettings settings;
    private final Newsroom newsroom = new Newsroom();
    private final List<Viewer> viewers = new ArrayList<>();
    private final Happenings.Subscription subscription;

    /** @param nanoTime such as {@link System#nanoTime()} */
    Feed(Happenings happenings, ReadModel readModel, WebSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.readModel = readModel;
        this.settings = settings;
        this.subscription = happenings.subscribe(this::happened);
    }

    /**
     * Opens the feed for a page, starting with all there is to show.
     *
     * @param reader the reader to follow; empty to follow the busiest
     * @return empty if there are too many viewers
     */
    synchronized Optional<Viewer> open(Optional<String> reader) {
        viewers.removeIf(viewer -> !viewer.isOpen());
        if (viewers.size() >= settings.viewersMax()) {
            return Optional.empty();
        }
        Viewer viewer = new Viewer(settings.viewerQueueMax(), reader);
        newsroom.busiestReaders().stream()
                .findFirst()
                .ifPresent(busiest -> viewer.suggest(busiest, nanoTime.getAsLong()));
        viewers.add(viewer);
        ObjectNode snapshot = PageJson.object();
        ArrayNode stories = snapshot.putArray("stories");
        newsroom.stories().forEach(story -> stories.add(PageJson.story(story)));
        ArrayNode trending = snapshot.putArray("trending");
        newsroom.trending().forEach(list -> trending.add(PageJson.trending(list, this::title)));
        viewer.offer("snapshot", PageJson.text(snapshot));
        viewer.followed().flatMap(this::currentList).ifPresent(list -> sendList(viewer, list));
        return Optional.of(viewer);
    }

    /** What changes every second: the readers about and how far each latest story has come. */
    synchronized void describeMoment(ObjectNode figures) {
        PageJson.texts(figures.putArray("readers"), newsroom.busiestReaders());
        ObjectNode reached = figures.putObject("readersReached");
        newsroom.stories().forEach(story -> reached.put(story.profile().articleId(), story.readersReached()));
    }

    synchronized void leave(Viewer viewer) {
        viewer.close();
        viewers.remove(viewer);
    }

    /** Ends the subscription and every open feed. */
    @Override
    public void close() {
        subscription.close();
        synchronized (this) {
            viewers.forEach(Viewer::close);
            viewers.clear();
        }
    }

    private synchronized void happened(Happening happening) {
        if (happening instanceof Happening.ArticleUnderstood understood) {
            boolean isNew = newsroom.understood(understood.profile());
            if (isNew && !viewers.isEmpty()) {
                // The story just taken in stands first.
                String story = PageJson.text(PageJson.story(newsroom.stories().get(0)));
                viewers.forEach(viewer -> viewer.offer("story", story));
            }
        } else if (happening instanceof Happening.Clicked clicked) {
            clicked(clicked);
        } else if (happening instanceof Happening.ListMade made) {
            newsroom.listMade(made.recommendations());
            viewers.stream()
                    .filter(viewer -> viewer.follows(made.recommendations().userId()))
                    .forEach(viewer -> sendList(viewer, made.recommendations()));
        } else if (happening instanceof Happening.TrendingChanged changed) {
            if (newsroom.trendingChanged(changed.trending()) && !viewers.isEmpty()) {
                String trending = PageJson.text(PageJson.trending(changed.trending(), this::title));
                viewers.forEach(viewer -> viewer.offer("trending", trending));
            }
        }
    }

    private void clicked(Happening.Clicked clicked) {
        String userId = clicked.click().userId();
        newsroom.clicked(clicked.click());
        long nowNanos = nanoTime.getAsLong();
        for (Viewer viewer : viewers) {
            if (!viewer.follows(userId) && viewer.isIdle(nowNanos, IDLE)) {
                String busiest = newsroom.busiestReaders().get(0);
                viewer.suggest(busiest, nowNanos);
                currentList(busiest).ifPresent(list -> sendList(viewer, list));
            }
            if (viewer.follows(userId)) {
                viewer.followedSeen(nowNanos);
                String articleId = clicked.click().articleId();
                viewer.offer(
                        "click",
                        PageJson.text(PageJson.object()
                                .put("userId", userId)
                                .put("articleId", articleId)
                                .put("title", title(articleId))
                                .put("at", clicked.click().atMillis())));
            }
        }
    }

    private void sendList(Viewer viewer, Recommendations list) {
        viewer.offer("list", PageJson.text(PageJson.list(list, this::title)));
    }

    private Optional<Recommendations> currentList(String userId) {
        try {
            return readModel.recommendations(userId);
        } catch (ReadModel.UnavailableException notNow) {
            return Optional.empty();
        }
    }

    /** The title if anybody knows it, otherwise the identifier. */
    private String title(String articleId) {
        return newsroom.title(articleId).orElseGet(() -> {
            try {
                return readModel.profile(articleId).map(ArticleProfile::title).orElse(articleId);
            } catch (ReadModel.UnavailableException notNow) {
                return articleId;
            }
        });
    }
}
