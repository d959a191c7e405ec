package io.freshet.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.codec.json.AnswerEncoder;
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
import io.freshet.web.port.AnswerJson;
import io.freshet.web.port.HealthSource;
import io.freshet.web.port.InstanceTotals;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.WebPorts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final int QUEUE_MAX = 4;

    private final FakeLiveEvents happenings = new FakeLiveEvents();
    private final FakeReadModel readModel = new FakeReadModel();
    private final FakeReadModel ownReadModel = new FakeReadModel();
    private long nowNanos;
    private final EventStream feed = new EventStream(
            new WebPorts(
                    "freshet",
                    readModel,
                    ownReadModel,
                    new AnswerJson(
                            AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode),
                    happenings,
                    () -> new InstanceTotals(0, 0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty()),
                    () -> HealthSource.GOOD,
                    () -> "",
                    Clock.systemUTC()),
            new WebSettings("127.0.0.1", 0, Optional.empty(), 2, QUEUE_MAX, 10, Duration.ofSeconds(10)),
            () -> nowNanos);

    @Test
    void viewerWhoFallsBehindIsDisconnectedAndFreesItsPlace() {
        FeedSubscriber slow = feed.open(Optional.empty()).orElseThrow();
        for (int story = 0; story <= QUEUE_MAX; story++) {
            happenings.happen(new LiveEvent.ArticleUnderstood(Samples.profile("a" + story, "Story " + story)));
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(feed.open(Optional.empty())).isPresent();
        assertThat(feed.open(Optional.empty())).isPresent();
        assertThat(feed.open(Optional.empty())).isEmpty();
    }

    @Test
    void viewerWithoutChoiceFollowsTheBusiestReaderAndStaysWithThem() throws InterruptedException {
        FeedSubscriber viewer = feed.open(Optional.empty()).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        assertThat(viewer.followed()).contains("alice");
        happenings.happen(Samples.click("bob", "a"));
        happenings.happen(Samples.click("bob", "b"));
        assertThat(viewer.followed()).contains("alice");
        assertThat(feed.open(Optional.empty()).orElseThrow().followed()).contains("bob");

        assertThat(viewer.next(Duration.ZERO))
                .hasValueSatisfying(first -> assertThat(first).startsWith("event: snapshot\n"));
        assertThat(viewer.next(Duration.ZERO))
                .hasValueSatisfying(second -> assertThat(second).startsWith("event: click\n"));
        assertThat(viewer.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void viewerWithoutChoiceMovesOnToTheBusiestWhenTheirReaderIsIdle() throws InterruptedException {
        readModel.listByReader.put("bob", Samples.list("bob", Trigger.CLICK, "x"));
        FeedSubscriber viewer = feed.open(Optional.empty()).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        nowNanos += EventStream.IDLE.toNanos() - 1;
        happenings.happen(Samples.click("bob", "a"));
        happenings.happen(Samples.click("bob", "b"));
        assertThat(viewer.followed()).contains("alice");
        nowNanos++;
        happenings.happen(Samples.click("carol", "a"));
        assertThat(viewer.followed()).contains("bob");

        feed.catchUp(viewer);
        viewer.next(Duration.ZERO);
        viewer.next(Duration.ZERO);
        assertThat(viewer.next(Duration.ZERO))
                .hasValueSatisfying(
                        third -> assertThat(third).startsWith("event: list\n").contains("\"userId\":\"bob\""));
        feed.catchUp(viewer);
        assertThat(viewer.next(Duration.ZERO)).isEmpty();
    }

    /** Another instance may hold the list and may not answer: everybody else goes on meanwhile. */
    @Test
    void listThatIsLongInComingHoldsUpNobodyElse() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        readModel.beforeReading = () -> {
            asked.countDown();
            awaitOrFail(answer);
        };
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "x"));
        FeedSubscriber waiting = feed.open(Optional.of("alice")).orElseThrow();
        CompletableFuture<Void> catchingUp = CompletableFuture.runAsync(() -> feed.catchUp(waiting));
        awaitOrFail(asked);

        FeedSubscriber other = feed.open(Optional.of("bob")).orElseThrow();
        happenings.happen(Samples.click("bob", "a"));
        feed.describeMoment(PageJson.object());
        assertThat(messages(other)).extracting(EventStreamTest::name).containsExactly("snapshot", "click");

        answer.countDown();
        catchingUp.get(20, TimeUnit.SECONDS);
        assertThat(messages(waiting)).extracting(EventStreamTest::name).containsExactly("snapshot", "list");
    }

    @Test
    void listReadBeforeANewerOneWasMadeIsNotSentAfterIt() {
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "old"));
        FeedSubscriber viewer = feed.open(Optional.of("alice")).orElseThrow();
        readModel.beforeReading =
                () -> happenings.happen(new LiveEvent.ListMade(Samples.list("alice", Trigger.CLICK, "new")));

        feed.catchUp(viewer);

        assertThat(messages(viewer)).extracting(EventStreamTest::name).containsExactly("snapshot", "list");
        assertThat(viewer.listWanted()).isEmpty();
    }

    @Test
    void nothingIsReadFromOtherInstancesForTitles() {
        readModel.failure = Optional.of(new AssertionError("asked for a title"));
        ownReadModel.profileByArticle.put("a", Samples.profile("a", "x".repeat(2_000)));
        FeedSubscriber viewer = feed.open(Optional.of("alice")).orElseThrow();

        happenings.happen(Samples.click("alice", "a"));
        happenings.happen(new LiveEvent.ListMade(Samples.list("alice", Trigger.CLICK, "a")));
        happenings.happen(new LiveEvent.TrendingChanged(Samples.trending("a", 7)));

        assertThat(messages(viewer).subList(1, 4))
                .allSatisfy(message -> assertThat(message)
                        .contains("\"title\":\"" + "x".repeat(DashboardState.TITLE_CHARS_MAX - 1) + "…\""));
    }

    @Test
    void erasedReaderIsForgottenAndOpenPagesAreTold() {
        FeedSubscriber chosen = feed.open(Optional.of("alice")).orElseThrow();
        FeedSubscriber other = feed.open(Optional.empty()).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        happenings.happen(Samples.click("bob", "a"));
        messages(chosen);
        messages(other);

        happenings.happen(new LiveEvent.ReaderErased("alice", Samples.NOON_MILLIS + 10));

        for (FeedSubscriber viewer : List.of(chosen, other)) {
            assertThat(viewer.followed()).isEmpty();
            assertThat(messages(viewer)).containsExactly("event: erased\ndata: {\"userId\":\"alice\"}\n\n");
        }
        ObjectNode figures = PageJson.object();
        feed.describeMoment(figures);
        assertThat(figures.get("readers").toString()).isEqualTo("[\"bob\"]");
    }

    /** Topics are read side by side, so that what came before the erasure may be seen after it. */
    @Test
    void whatWasSentBeforeTheErasureDoesNotBringTheReaderBack() {
        happenings.happen(Samples.click("alice", "a"));
        happenings.happen(new LiveEvent.ReaderErased("alice", Samples.NOON_MILLIS));
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "kept"));
        FeedSubscriber viewer = feed.open(Optional.of("alice")).orElseThrow();

        happenings.happen(Samples.click("alice", "b"));
        happenings.happen(new LiveEvent.ListMade(Samples.list("alice", Trigger.CLICK, "b")));
        feed.catchUp(viewer);

        assertThat(messages(viewer)).extracting(EventStreamTest::name).containsExactly("snapshot");
        ObjectNode figures = PageJson.object();
        feed.describeMoment(figures);
        assertThat(figures.get("readers")).isEmpty();
    }

    @Test
    void erasedReaderWhoClicksAgainIsANewReader() {
        happenings.happen(new LiveEvent.ReaderErased("alice", Samples.NOON_MILLIS - 1));
        FeedSubscriber viewer = feed.open(Optional.of("alice")).orElseThrow();

        happenings.happen(Samples.click("alice", "b"));
        happenings.happen(new LiveEvent.ListMade(Samples.list("alice", Trigger.CLICK, "b")));

        assertThat(messages(viewer)).extracting(EventStreamTest::name).containsExactly("snapshot", "click", "list");
    }

    @Test
    void chosenReaderIsKept() {
        FeedSubscriber viewer = feed.open(Optional.of("carol")).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        assertThat(viewer.followed()).contains("carol");
    }

    @Test
    void storyCountsDistinctReadersWhomAPushReached() {
        DashboardState newsroom = new DashboardState();
        assertThat(newsroom.understood(Samples.profile("a", "Story"))).isTrue();
        newsroom.listMade(Samples.list("alice", Trigger.ARTICLE, "b", "a"));
        newsroom.listMade(Samples.list("alice", Trigger.ARTICLE, "a", "c"));
        newsroom.listMade(Samples.list("bob", Trigger.ARTICLE, "a"));
        newsroom.listMade(Samples.list("carol", Trigger.CLICK, "a"));
        assertThat(newsroom.understood(Samples.profile("a", "Corrected"))).isFalse();

        assertThat(newsroom.stories()).singleElement().satisfies(story -> {
            assertThat(story.readersReached()).isEqualTo(2);
            assertThat(story.profile().title()).isEqualTo("Corrected");
        });
    }

    @Test
    void everythingKeptIsBoundedInNumberAndLength() {
        DashboardState newsroom = new DashboardState();
        String longest = "x".repeat(Limits.ID_CHARS_MAX - 6);
        List<Trending.Item> lines = IntStream.range(0, 100)
                .mapToObj(line -> new Trending.Item(longest + line, 1))
                .toList();
        List<Keyword> keywords = Collections.nCopies(64, new Keyword("k".repeat(Limits.LABEL_CHARS_MAX), 1));
        for (int index = 0; index < 3_000; index++) {
            newsroom.understood(new ArticleProfile(
                    longest + index, "t".repeat(Limits.TITLE_CHARS_MAX), "en", null, keywords, Samples.NOON_MILLIS));
            newsroom.clicked(longest + index, Samples.NOON_MILLIS);
            newsroom.listMade(new Recommendations(
                    longest + index,
                    "list-" + index,
                    Samples.NOON_MILLIS,
                    Samples.NOON_MILLIS,
                    Trigger.ARTICLE,
                    List.of(new RecommendedArticle(longest + index, 1, List.of()))));
            newsroom.trendingChanged(new Trending(
                    "category-" + index, TrendingWindow.DAY, Samples.NOON_MILLIS, Samples.NOON_MILLIS, lines));
            newsroom.erased("erased-" + index, Samples.NOON_MILLIS);
        }
        assertThat(newsroom.stories()).hasSize(DashboardState.STORIES_MAX);
        assertThat(newsroom.stories().get(0).profile().articleId()).isEqualTo(longest + 2_999);
        assertThat(newsroom.stories()).allSatisfy(story -> {
            assertThat(story.profile().title()).hasSize(DashboardState.TITLE_CHARS_MAX);
            assertThat(story.profile().keywords()).hasSize(DashboardState.KEYWORDS_MAX);
        });
        assertThat(newsroom.readersKept()).isEqualTo(DashboardState.READERS_MAX);
        assertThat(newsroom.busiestReaders()).hasSize(DashboardState.READERS_SHOWN);
        assertThat(newsroom.erasedKept()).isEqualTo(DashboardState.ERASED_MAX);
        assertThat(newsroom.trending())
                .hasSize(DashboardState.SCOPES_MAX)
                .allSatisfy(list -> assertThat(list.items()).hasSize(DashboardState.TRENDING_LINES_MAX));
    }

    @Test
    void viewerIsDisconnectedBeforeLongMessagesFillTheMemory() {
        FeedSubscriber slow = new FeedSubscriber(1_000, Optional.empty());
        int offered = 0;
        while (slow.isOpen()) {
            slow.offer("story", "x".repeat(10_000));
            offered++;
        }
        assertThat(offered).isEqualTo(FeedSubscriber.WAITING_CHARS_MAX / 10_021 + 2);
    }

    private static List<String> messages(FeedSubscriber viewer) {
        List<String> messages = new ArrayList<>();
        try {
            for (Optional<String> next = viewer.next(Duration.ZERO);
                    next.isPresent();
                    next = viewer.next(Duration.ZERO)) {
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
