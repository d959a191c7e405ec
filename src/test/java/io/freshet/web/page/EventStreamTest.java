package io.freshet.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Keyword;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import io.freshet.web.FakeLiveEvents;
import io.freshet.web.FakeReadModel;
import io.freshet.web.Samples;
import io.freshet.web.access.WebSettings;
import io.freshet.web.port.LiveEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final int QUEUE_MAX = 4;

    private final FakeLiveEvents liveEvents = new FakeLiveEvents();
    private final FakeReadModel readModel = new FakeReadModel();
    private final FakeReadModel localReadModel = new FakeReadModel();
    private long nowNanos;
    private final EventStream feed = new EventStream(
            Samples.ports(readModel, localReadModel, liveEvents, Samples.operations(() -> "")),
            new WebSettings("127.0.0.1", 0, Optional.empty(), 2, QUEUE_MAX, 10, Duration.ofSeconds(10)),
            () -> nowNanos);

    @Test
    void subscriberThatFallsBehindIsClosedAndFreesItsSubscription() {
        FeedSubscriber slow = feed.subscribe(Optional.empty()).orElseThrow();
        for (int story = 0; story <= QUEUE_MAX; story++) {
            liveEvents.publish(new LiveEvent.ArticleProfiled(Samples.profile("a" + story, "Story " + story)));
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(feed.subscribe(Optional.empty())).isPresent();
        assertThat(feed.subscribe(Optional.empty())).isPresent();
        assertThat(feed.subscribe(Optional.empty())).isEmpty();
    }

    @Test
    void pageWithoutChoiceFollowsTheBusiestReaderAndStaysWithThem() throws InterruptedException {
        FeedSubscriber subscriber = feed.subscribe(Optional.empty()).orElseThrow();
        liveEvents.publish(Samples.click("alice", "a"));
        assertThat(subscriber.followed()).contains("alice");
        liveEvents.publish(Samples.click("bob", "a"));
        liveEvents.publish(Samples.click("bob", "b"));
        assertThat(subscriber.followed()).contains("alice");
        assertThat(feed.subscribe(Optional.empty()).orElseThrow().followed()).contains("bob");

        assertThat(subscriber.next(Duration.ZERO))
                .hasValueSatisfying(first -> assertThat(first).startsWith("event: snapshot\n"));
        assertThat(subscriber.next(Duration.ZERO))
                .hasValueSatisfying(second -> assertThat(second).startsWith("event: click\n"));
        assertThat(subscriber.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void pageWithoutChoiceMovesOnToTheBusiestReaderWhenTheirReaderIsInactive() throws InterruptedException {
        readModel.listByReader.put("bob", Samples.list("bob", Trigger.CLICK, "x"));
        FeedSubscriber subscriber = feed.subscribe(Optional.empty()).orElseThrow();
        liveEvents.publish(Samples.click("alice", "a"));
        nowNanos += EventStream.INACTIVE_MIN.toNanos() - 1;
        liveEvents.publish(Samples.click("bob", "a"));
        liveEvents.publish(Samples.click("bob", "b"));
        assertThat(subscriber.followed()).contains("alice");
        nowNanos++;
        liveEvents.publish(Samples.click("carol", "a"));
        assertThat(subscriber.followed()).contains("bob");

        feed.sendMissingList(subscriber);
        subscriber.next(Duration.ZERO);
        subscriber.next(Duration.ZERO);
        assertThat(subscriber.next(Duration.ZERO))
                .hasValueSatisfying(
                        third -> assertThat(third).startsWith("event: list\n").contains("\"userId\":\"bob\""));
        feed.sendMissingList(subscriber);
        assertThat(subscriber.next(Duration.ZERO)).isEmpty();
    }

    /** The instance that owns the list may not answer; the other pages continue meanwhile. */
    @Test
    void slowReadOfAListDelaysNoOtherPage() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        readModel.beforeReading = () -> {
            asked.countDown();
            awaitOrFail(answer);
        };
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "x"));
        FeedSubscriber waiting = feed.subscribe(Optional.of("alice")).orElseThrow();
        CompletableFuture<Void> catchingUp = CompletableFuture.runAsync(() -> feed.sendMissingList(waiting));
        awaitOrFail(asked);

        FeedSubscriber other = feed.subscribe(Optional.of("bob")).orElseThrow();
        liveEvents.publish(Samples.click("bob", "a"));
        feed.addActivity(PageJson.object());
        assertThat(messages(other)).extracting(EventStreamTest::name).containsExactly("snapshot", "click");

        answer.countDown();
        catchingUp.get(20, TimeUnit.SECONDS);
        assertThat(messages(waiting)).extracting(EventStreamTest::name).containsExactly("snapshot", "list");
    }

    @Test
    void listReadIsNotSentAfterANewerListArrived() {
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "old"));
        FeedSubscriber subscriber = feed.subscribe(Optional.of("alice")).orElseThrow();
        readModel.beforeReading =
                () -> liveEvents.publish(new LiveEvent.ListEmitted(Samples.list("alice", Trigger.CLICK, "new")));

        feed.sendMissingList(subscriber);

        assertThat(messages(subscriber)).extracting(EventStreamTest::name).containsExactly("snapshot", "list");
        assertThat(subscriber.readerWithoutList()).isEmpty();
    }

    @Test
    void titlesAreNeverReadFromOtherInstances() {
        readModel.failure = Optional.of(new AssertionError("asked for a title"));
        localReadModel.profileByArticle.put("a", Samples.profile("a", "x".repeat(2_000)));
        FeedSubscriber subscriber = feed.subscribe(Optional.of("alice")).orElseThrow();

        liveEvents.publish(Samples.click("alice", "a"));
        liveEvents.publish(new LiveEvent.ListEmitted(Samples.list("alice", Trigger.CLICK, "a")));
        liveEvents.publish(new LiveEvent.TrendingChanged(Samples.trending("a", 7)));

        assertThat(messages(subscriber).subList(1, 4))
                .allSatisfy(message -> assertThat(message)
                        .contains("\"title\":\"" + "x".repeat(DashboardState.TITLE_CHARS_MAX - 1) + "…\""));
    }

    @Test
    void erasedReaderIsForgottenAndOpenPagesAreNotified() {
        FeedSubscriber chosen = feed.subscribe(Optional.of("alice")).orElseThrow();
        FeedSubscriber other = feed.subscribe(Optional.empty()).orElseThrow();
        liveEvents.publish(Samples.click("alice", "a"));
        liveEvents.publish(Samples.click("bob", "a"));
        messages(chosen);
        messages(other);

        liveEvents.publish(new LiveEvent.ReaderRemoved("alice", Samples.NOON_MILLIS + 10));

        for (FeedSubscriber subscriber : List.of(chosen, other)) {
            assertThat(subscriber.followed()).isEmpty();
            assertThat(messages(subscriber)).containsExactly("event: erased\ndata: {\"userId\":\"alice\"}\n\n");
        }
        ObjectNode figures = PageJson.object();
        feed.addActivity(figures);
        assertThat(figures.get("readers").toString()).isEqualTo("[\"bob\"]");
    }

    /** Topics are consumed independently, so events sent before the erasure may arrive after it. */
    @Test
    void eventsSentBeforeTheErasureDoNotBringTheReaderBack() {
        liveEvents.publish(Samples.click("alice", "a"));
        liveEvents.publish(new LiveEvent.ReaderRemoved("alice", Samples.NOON_MILLIS));
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "kept"));
        FeedSubscriber subscriber = feed.subscribe(Optional.of("alice")).orElseThrow();

        liveEvents.publish(Samples.click("alice", "b"));
        liveEvents.publish(new LiveEvent.ListEmitted(Samples.list("alice", Trigger.CLICK, "b")));
        feed.sendMissingList(subscriber);

        assertThat(messages(subscriber)).extracting(EventStreamTest::name).containsExactly("snapshot");
        ObjectNode figures = PageJson.object();
        feed.addActivity(figures);
        assertThat(figures.get("readers")).isEmpty();
    }

    @Test
    void erasedReaderWhoClicksAgainIsANewReader() {
        liveEvents.publish(new LiveEvent.ReaderRemoved("alice", Samples.NOON_MILLIS - 1));
        FeedSubscriber subscriber = feed.subscribe(Optional.of("alice")).orElseThrow();

        liveEvents.publish(Samples.click("alice", "b"));
        liveEvents.publish(new LiveEvent.ListEmitted(Samples.list("alice", Trigger.CLICK, "b")));

        assertThat(messages(subscriber)).extracting(EventStreamTest::name).containsExactly("snapshot", "click", "list");
    }

    @Test
    void chosenReaderIsKept() {
        FeedSubscriber subscriber = feed.subscribe(Optional.of("carol")).orElseThrow();
        liveEvents.publish(Samples.click("alice", "a"));
        assertThat(subscriber.followed()).contains("carol");
    }

    @Test
    void articleCountsDistinctReadersReachedByPushes() {
        DashboardState dashboard = new DashboardState();
        assertThat(dashboard.putArticle(Samples.profile("a", "Story"))).isTrue();
        dashboard.countReach(Samples.list("alice", Trigger.ARTICLE, "b", "a"));
        dashboard.countReach(Samples.list("alice", Trigger.ARTICLE, "a", "c"));
        dashboard.countReach(Samples.list("bob", Trigger.ARTICLE, "a"));
        dashboard.countReach(Samples.list("carol", Trigger.CLICK, "a"));
        assertThat(dashboard.putArticle(Samples.profile("a", "Corrected"))).isFalse();

        assertThat(dashboard.latestArticles()).singleElement().satisfies(article -> {
            assertThat(article.readersReached()).isEqualTo(2);
            assertThat(article.profile().title()).isEqualTo("Corrected");
        });
    }

    @Test
    void dashboardStateIsBoundedInNumberAndLength() {
        DashboardState dashboard = new DashboardState();
        String longest = "x".repeat(Limits.ID_CHARS_MAX - 6);
        List<Trending.Item> lines = IntStream.range(0, 100)
                .mapToObj(line -> new Trending.Item(longest + line, 1))
                .toList();
        List<Keyword> keywords = Collections.nCopies(64, new Keyword("k".repeat(Limits.LABEL_CHARS_MAX), 1));
        for (int index = 0; index < 3_000; index++) {
            dashboard.putArticle(new ArticleProfile(
                    longest + index, "t".repeat(Limits.TITLE_CHARS_MAX), "en", null, keywords, Samples.NOON_MILLIS));
            dashboard.countClick(longest + index, Samples.NOON_MILLIS);
            dashboard.countReach(new Recommendations(
                    longest + index,
                    "list-" + index,
                    Samples.NOON_MILLIS,
                    Samples.NOON_MILLIS,
                    Trigger.ARTICLE,
                    List.of(new RecommendedArticle(longest + index, 1, List.of()))));
            dashboard.putTrending(new Trending(
                    "category-" + index, TrendingWindow.DAY, Samples.NOON_MILLIS, Samples.NOON_MILLIS, lines));
            dashboard.erase("erased-" + index, Samples.NOON_MILLIS);
        }
        assertThat(dashboard.latestArticles()).hasSize(DashboardState.LATEST_MAX);
        assertThat(dashboard.latestArticles().get(0).profile().articleId()).isEqualTo(longest + 2_999);
        assertThat(dashboard.latestArticles()).allSatisfy(article -> {
            assertThat(article.profile().title()).hasSize(DashboardState.TITLE_CHARS_MAX);
            assertThat(article.profile().keywords()).hasSize(DashboardState.KEYWORDS_MAX);
        });
        assertThat(dashboard.busiestReaders()).hasSize(DashboardState.READERS_SHOWN);
        assertThat(IntStream.range(0, 3_000)
                        .filter(index -> !dashboard.isShown(Samples.list("erased-" + index, Trigger.CLICK)))
                        .count())
                .isEqualTo(DashboardState.ERASED_MAX);
        assertThat(dashboard.trending())
                .hasSize(DashboardState.SCOPES_MAX)
                .allSatisfy(list -> assertThat(list.items()).hasSize(DashboardState.TRENDING_LINES_MAX));
    }

    @Test
    void readerWithTheOldestClickIsEvicted() {
        DashboardState dashboard = new DashboardState();
        dashboard.countClick("early", Samples.NOON_MILLIS);
        dashboard.countClick("early", Samples.NOON_MILLIS);
        for (int reader = 1; reader < DashboardState.READERS_MAX; reader++) {
            dashboard.countClick("reader-" + reader, Samples.NOON_MILLIS);
        }
        assertThat(dashboard.busiestReaders()).first().isEqualTo("early");

        dashboard.countClick("late", Samples.NOON_MILLIS);
        assertThat(dashboard.busiestReaders()).doesNotContain("early");
    }

    @Test
    void subscriberIsClosedBeforeLongMessagesFillTheMemory() {
        FeedSubscriber slow = new FeedSubscriber(1_000, Optional.empty());
        int offered = 0;
        while (slow.isOpen()) {
            slow.offer("story", "x".repeat(10_000));
            offered++;
        }
        assertThat(offered).isEqualTo(FeedSubscriber.QUEUED_CHARS_MAX / 10_021 + 2);
    }

    private static List<String> messages(FeedSubscriber subscriber) {
        List<String> messages = new ArrayList<>();
        try {
            for (Optional<String> next = subscriber.next(Duration.ZERO);
                    next.isPresent();
                    next = subscriber.next(Duration.ZERO)) {
                messages.add(next.get());
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return messages;
    }

    private static String name(String message) {
        return message.substring("event: ".length(), message.indexOf('\n'));
    }

    private static void awaitOrFail(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
