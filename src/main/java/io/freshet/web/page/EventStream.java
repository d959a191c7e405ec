package io.freshet.web.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.recommend.ReadModel;
import io.freshet.web.access.WebSettings;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.LiveEvents;
import io.freshet.web.port.WebPorts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Hands happenings to the open pages: stories and most-read lists to all, clicks and lists of one reader to the pages that
 * follow that reader. It never waits for a page. Safe from any thread; its own lock guards the state. Under the lock it
 * reads what this instance holds itself and nothing else: a list, which another instance may hold, is read on the viewer's
 * own thread without the lock.
 */
public final class EventStream implements AutoCloseable {
    /** Who did nothing for this long is not followed any longer, unless the viewer chose them. */
    static final Duration IDLE = Duration.ofSeconds(45);

    private final ReadModel readModel;
    private final ReadModel ownReadModel;
    private final LongSupplier nanoTime;
    private final WebSettings settings;
    private final DashboardState newsroom = new DashboardState();
    private final List<FeedSubscriber> viewers = new ArrayList<>();
    private final LiveEvents.Subscription subscription;

    /** @param nanoTime such as {@link System#nanoTime()} */
    public EventStream(WebPorts ports, WebSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.readModel = ports.readModel();
        this.ownReadModel = ports.ownReadModel();
        this.settings = settings;
        this.subscription = ports.happenings().subscribe(this::happened);
    }

    /**
     * Opens the feed for a page, starting with all there is to show; {@link #catchUp} adds the followed reader's list.
     *
     * @param reader the reader to follow; empty to follow the busiest
     * @return empty if there are too many viewers
     */
    synchronized Optional<FeedSubscriber> open(Optional<String> reader) {
        viewers.removeIf(viewer -> !viewer.isOpen());
        if (viewers.size() >= settings.viewersMax()) {
            return Optional.empty();
        }
        FeedSubscriber viewer = new FeedSubscriber(settings.viewerQueueMax(), reader);
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
        return Optional.of(viewer);
    }

    /**
     * Sends the viewer the current list of a reader they have just begun to follow. Called by the viewer's own thread,
     * which may have to wait here for the instance that holds the list.
     */
    void catchUp(FeedSubscriber viewer) {
        Optional<String> wanted = listWanted(viewer);
        if (wanted.isPresent()) {
            Optional<Recommendations> list = currentList(wanted.get());
            synchronized (this) {
                // A list that was made meanwhile is newer than this one.
                if (viewer.listWanted().equals(wanted)) {
                    viewer.listSeen();
                    list.filter(newsroom::isShown).ifPresent(current -> sendList(viewer, current));
                }
            }
        }
    }

    /** What changes every second: the readers about and how far each latest story has come. */
    synchronized void describeMoment(ObjectNode figures) {
        PageJson.texts(figures.putArray("readers"), newsroom.busiestReaders());
        ObjectNode reached = figures.putObject("readersReached");
        newsroom.stories().forEach(story -> reached.put(story.profile().articleId(), story.readersReached()));
    }

    synchronized void leave(FeedSubscriber viewer) {
        viewer.close();
        viewers.remove(viewer);
    }

    /** Ends the subscription and every open feed. */
    @Override
    public void close() {
        subscription.close();
        synchronized (this) {
            viewers.forEach(FeedSubscriber::close);
            viewers.clear();
        }
    }

    private synchronized void happened(LiveEvent happening) {
        if (happening instanceof LiveEvent.ArticleUnderstood understood) {
            boolean isNew = newsroom.understood(understood.profile());
            if (isNew && !viewers.isEmpty()) {
                // The story just taken in stands first.
                String story = PageJson.text(PageJson.story(newsroom.stories().get(0)));
                viewers.forEach(viewer -> viewer.offer("story", story));
            }
        } else if (happening instanceof LiveEvent.Clicked clicked) {
            if (newsroom.clicked(clicked.click().userId(), clicked.sentMillis())) {
                clicked(clicked);
            }
        } else if (happening instanceof LiveEvent.ListMade made) {
            if (newsroom.listMade(made.recommendations())) {
                viewers.stream()
                        .filter(viewer -> viewer.follows(made.recommendations().userId()))
                        .forEach(viewer -> sendList(viewer, made.recommendations()));
            }
        } else if (happening instanceof LiveEvent.ReaderErased erased) {
            newsroom.erased(erased.userId(), erased.sentMillis());
            String message = PageJson.text(PageJson.object().put("userId", erased.userId()));
            // To all of them: a page may still show a reader whom it follows no longer.
            viewers.forEach(viewer -> {
                viewer.forget(erased.userId());
                viewer.offer("erased", message);
            });
        } else if (happening instanceof LiveEvent.TrendingChanged changed) {
            if (newsroom.trendingChanged(changed.trending()) && !viewers.isEmpty()) {
                String trending =
                        PageJson.text(PageJson.trending(DashboardState.topOf(changed.trending()), this::title));
                viewers.forEach(viewer -> viewer.offer("trending", trending));
            }
        }
    }

    private void clicked(LiveEvent.Clicked clicked) {
        String userId = clicked.click().userId();
        long nowNanos = nanoTime.getAsLong();
        for (FeedSubscriber viewer : viewers) {
            if (!viewer.follows(userId) && viewer.isIdle(nowNanos, IDLE)) {
                viewer.suggest(newsroom.busiestReaders().get(0), nowNanos);
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

    private void sendList(FeedSubscriber viewer, Recommendations list) {
        viewer.listSeen();
        viewer.offer("list", PageJson.text(PageJson.list(list, this::title)));
    }

    private synchronized Optional<String> listWanted(FeedSubscriber viewer) {
        return viewer.listWanted();
    }

    private Optional<Recommendations> currentList(String userId) {
        try {
            return readModel.recommendations(userId);
        } catch (ReadModel.UnavailableException notNow) {
            return Optional.empty();
        }
    }

    /** The title if this instance knows it, otherwise the identifier. */
    private String title(String articleId) {
        return newsroom.title(articleId).orElseGet(() -> {
            try {
                return ownReadModel
                        .profile(articleId)
                        .map(ArticleProfile::title)
                        .map(DashboardState::shortened)
                        .orElse(articleId);
            } catch (ReadModel.UnavailableException notNow) {
                return articleId;
            }
        });
    }
}
