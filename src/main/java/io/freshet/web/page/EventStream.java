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
 * Fans live events out to the open pages: new articles and trending lists to all, clicks and lists of a reader to the
 * pages that follow this reader. It never blocks on a page. Safe from any thread; one lock guards the state. Under the
 * lock only local state is read: a list may lie on another instance, so the request thread of the page reads it without
 * the lock.
 */
public final class EventStream implements AutoCloseable {
    /**
     * Inactivity of the followed reader after which a page switches to the busiest reader, unless the page chose its
     * reader.
     */
    static final Duration INACTIVE_MIN = Duration.ofSeconds(45);

    private final WebPorts.Reads reads;
    private final LongSupplier nanoTime;
    private final WebSettings settings;
    private final DashboardState dashboard = new DashboardState();
    private final List<FeedSubscriber> subscribers = new ArrayList<>();
    private final LiveEvents.Subscription subscription;

    /**
     * Creates the stream and subscribes it to the live events of {@code ports}.
     *
     * @param nanoTime monotonic clock, such as {@link System#nanoTime()}
     */
    public EventStream(WebPorts ports, WebSettings settings, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.reads = ports.reads();
        this.settings = settings;
        this.subscription = ports.liveEvents().subscribe(this::onEvent);
    }

    /**
     * Registers a newly opened page and queues the current dashboard for it; empty if too many pages are open. {@link
     * #sendMissingList} adds the list of the followed reader.
     *
     * @param reader the reader to follow; empty to follow the busiest
     * @return empty if the limit of subscribers is reached
     */
    synchronized Optional<FeedSubscriber> subscribe(Optional<String> reader) {
        subscribers.removeIf(subscriber -> !subscriber.isOpen());
        if (subscribers.size() >= settings.subscribersMax()) {
            return Optional.empty();
        }
        FeedSubscriber subscriber = new FeedSubscriber(settings.subscriberQueueMax(), reader);
        dashboard.busiestReaders().stream()
                .findFirst()
                .ifPresent(busiest -> subscriber.suggest(busiest, nanoTime.getAsLong()));
        subscribers.add(subscriber);
        ObjectNode snapshot = PageJson.object();
        ArrayNode articles = snapshot.putArray("stories");
        dashboard.latestArticles().forEach(article -> articles.add(PageJson.article(article)));
        ArrayNode trending = snapshot.putArray("trending");
        dashboard.trending().forEach(list -> trending.add(PageJson.trending(list, this::title)));
        subscriber.offer("snapshot", PageJson.text(snapshot));
        return Optional.of(subscriber);
    }

    /**
     * Queues the current list of the reader whom a page has just started to follow, unless a list was sent already.
     * Called by the request thread of the page, which may block here until the instance that owns the list answers.
     */
    void sendMissingList(FeedSubscriber subscriber) {
        Optional<String> reader = readerWithoutList(subscriber);
        if (reader.isPresent()) {
            Optional<Recommendations> list = currentList(reader.get());
            synchronized (this) {
                // A list that arrived during the read is newer than the list read.
                if (subscriber.readerWithoutList().equals(reader)) {
                    subscriber.listSent();
                    list.filter(dashboard::isShown).ifPresent(current -> sendList(subscriber, current));
                }
            }
        }
    }

    /**
     * Adds the busiest readers, and the number of readers that each latest article reached, to the figures sent every
     * second.
     */
    synchronized void addActivity(ObjectNode figures) {
        PageJson.texts(figures.putArray("readers"), dashboard.busiestReaders());
        ObjectNode reached = figures.putObject("readersReached");
        dashboard
                .latestArticles()
                .forEach(article -> reached.put(article.profile().articleId(), article.readersReached()));
    }

    synchronized void unsubscribe(FeedSubscriber subscriber) {
        subscriber.close();
        subscribers.remove(subscriber);
    }

    /** Ends the subscription to live events and closes every subscriber. */
    @Override
    public void close() {
        subscription.close();
        synchronized (this) {
            subscribers.forEach(FeedSubscriber::close);
            subscribers.clear();
        }
    }

    private synchronized void onEvent(LiveEvent event) {
        if (event instanceof LiveEvent.ArticleProfiled understood) {
            boolean isNew = dashboard.putArticle(understood.profile());
            if (isNew && !subscribers.isEmpty()) {
                // The newest article is first.
                String article = PageJson.text(
                        PageJson.article(dashboard.latestArticles().get(0)));
                subscribers.forEach(subscriber -> subscriber.offer("story", article));
            }
        } else if (event instanceof LiveEvent.Clicked clicked) {
            if (dashboard.countClick(clicked.click().userId(), clicked.sentMillis())) {
                sendClick(clicked);
            }
        } else if (event instanceof LiveEvent.ListEmitted made) {
            if (dashboard.countReach(made.recommendations())) {
                subscribers.stream()
                        .filter(subscriber ->
                                subscriber.follows(made.recommendations().userId()))
                        .forEach(subscriber -> sendList(subscriber, made.recommendations()));
            }
        } else if (event instanceof LiveEvent.ReaderRemoved removed) {
            dashboard.erase(removed.userId(), removed.sentMillis());
            String message = PageJson.text(PageJson.object().put("userId", removed.userId()));
            // Sent to all pages: a page may still show a reader whom it no longer follows.
            subscribers.forEach(subscriber -> {
                subscriber.forget(removed.userId());
                subscriber.offer("erased", message);
            });
        } else if (event instanceof LiveEvent.TrendingChanged changed) {
            if (dashboard.putTrending(changed.trending()) && !subscribers.isEmpty()) {
                String trending =
                        PageJson.text(PageJson.trending(DashboardState.topOf(changed.trending()), this::title));
                subscribers.forEach(subscriber -> subscriber.offer("trending", trending));
            }
        }
    }

    private void sendClick(LiveEvent.Clicked clicked) {
        String userId = clicked.click().userId();
        long nowNanos = nanoTime.getAsLong();
        for (FeedSubscriber subscriber : subscribers) {
            if (!subscriber.follows(userId) && subscriber.isIdle(nowNanos, INACTIVE_MIN)) {
                subscriber.suggest(dashboard.busiestReaders().get(0), nowNanos);
            }
            if (subscriber.follows(userId)) {
                subscriber.followedActive(nowNanos);
                String articleId = clicked.click().articleId();
                subscriber.offer(
                        "click",
                        PageJson.text(PageJson.object()
                                .put("userId", userId)
                                .put("articleId", articleId)
                                .put("title", title(articleId))
                                .put("at", clicked.click().atMillis())));
            }
        }
    }

    private void sendList(FeedSubscriber subscriber, Recommendations list) {
        subscriber.listSent();
        subscriber.offer("list", PageJson.text(PageJson.list(list, this::title)));
    }

    private synchronized Optional<String> readerWithoutList(FeedSubscriber subscriber) {
        return subscriber.readerWithoutList();
    }

    private Optional<Recommendations> currentList(String userId) {
        try {
            return reads.routed().recommendations(userId);
        } catch (ReadModel.UnavailableException unavailable) {
            return Optional.empty();
        }
    }

    /** Title of an article among the latest or in the catalogue; the article id if the title is not available. */
    private String title(String articleId) {
        return dashboard.title(articleId).orElseGet(() -> {
            try {
                return reads.local()
                        .profile(articleId)
                        .map(ArticleProfile::title)
                        .map(DashboardState::truncated)
                        .orElse(articleId);
            } catch (ReadModel.UnavailableException unavailable) {
                return articleId;
            }
        });
    }
}
