package io.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.freshet.codec.AnswerEncoder;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Keyword;
import io.freshet.event.Limits;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
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

class FeedTest {
    private static final int QUEUE_MAX = 4;

    private final FakeHappenings happenings = new FakeHappenings();
    private final FakeReadModel readModel = new FakeReadModel();
    private final FakeReadModel ownReadModel = new FakeReadModel();
    private long nowNanos;
    private final Feed feed = new Feed(
            new WebPorts(
                    "freshet",
                    readModel,
                    ownReadModel,
                    new AnswerJson(
                            AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode, AnswerEncoder::encode),
                    happenings,
                    () -> new Figures(0, 0, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty()),
                    () -> Health.GOOD,
                    () -> "",
                    Clock.systemUTC()),
            new WebSettings("127.0.0.1", 0, Optional.empty(), 2, QUEUE_MAX, 10, Duration.ofSeconds(10)),
            () -> nowNanos);

    @Test
    void viewerWhoFallsBehindIsDisconnectedAndFreesItsPlace() {
        Viewer slow = feed.open(Optional.empty()).orElseThrow();
        for (int story = 0; story <= QUEUE_MAX; story++) {
            happenings.happen(new Happening.ArticleUnderstood(Samples.profile("a" + story, "Story " + story)));
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(feed.open(Optional.empty())).isPresent();
        assertThat(feed.open(Optional.empty())).isPresent();
        assertThat(feed.open(Optional.empty())).isEmpty();
    }

    @Test
    void viewerWithoutChoiceFollowsTheBusiestReaderAndStaysWithThem() throws InterruptedException {
        Viewer viewer = feed.open(Optional.empty()).orElseThrow();
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
        Viewer viewer = feed.open(Optional.empty()).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        nowNanos += Feed.IDLE.toNanos() - 1;
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
        Viewer waiting = feed.open(Optional.of("alice")).orElseThrow();
        CompletableFuture<Void> catchingUp = CompletableFuture.runAsync(() -> feed.catchUp(waiting));
        awaitOrFail(asked);

        Viewer other = feed.open(Optional.of("bob")).orElseThrow();
        happenings.happen(Samples.click("bob", "a"));
        feed.describeMoment(PageJson.object());
        assertThat(messages(other)).extracting(FeedTest::name).containsExactly("snapshot", "click");

        answer.countDown();
        catchingUp.get(20, TimeUnit.SECONDS);
        assertThat(messages(waiting)).extracting(FeedTest::name).containsExactly("snapshot", "list");
    }

    @Test
    void listReadBeforeANewerOneWasMadeIsNotSentAfterIt() {
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "old"));
        Viewer viewer = feed.open(Optional.of("alice")).orElseThrow();
        readModel.beforeReading =
                () -> happenings.happen(new Happening.ListMade(Samples.list("alice", Trigger.CLICK, "new")));

        feed.catchUp(viewer);

        assertThat(messages(viewer)).extracting(FeedTest::name).containsExactly("snapshot", "list");
        assertThat(viewer.listWanted()).isEmpty();
    }

    @Test
    void nothingIsReadFromOtherInstancesForTitles() {
        readModel.failure = Optional.of(new AssertionError("asked for a title"));
        ownReadModel.profileByArticle.put("a", Samples.profile("a", "x".repeat(2_000)));
        Viewer viewer = feed.open(Optional.of("alice")).orElseThrow();

        happenings.happen(Samples.click("alice", "a"));
        happenings.happen(new Happening.ListMade(Samples.list("alice", Trigger.CLICK, "a")));
        happenings.happen(new Happening.TrendingChanged(Samples.trending("a", 7)));

        assertThat(messages(viewer).subList(1, 4))
                .allSatisfy(message -> assertThat(message)
                        .contains("\"title\":\"" + "x".repeat(Newsroom.TITLE_CHARS_MAX - 1) + "…\""));
    }

    @Test
    void erasedReaderIsForgottenAndOpenPagesAreTold() {
        Viewer chosen = feed.open(Optional.of("alice")).orElseThrow();
        Viewer other = feed.open(Optional.empty()).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        happenings.happen(Samples.click("bob", "a"));
        messages(chosen);
        messages(other);

        happenings.happen(new Happening.ReaderErased("alice", Samples.NOON_MILLIS + 10));

        for (Viewer viewer : List.of(chosen, other)) {
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
        happenings.happen(new Happening.ReaderErased("alice", Samples.NOON_MILLIS));
        readModel.listByReader.put("alice", Samples.list("alice", Trigger.CLICK, "kept"));
        Viewer viewer = feed.open(Optional.of("alice")).orElseThrow();

        happenings.happen(Samples.click("alice", "b"));
        happenings.happen(new Happening.ListMade(Samples.list("alice", Trigger.CLICK, "b")));
        feed.catchUp(viewer);

        assertThat(messages(viewer)).extracting(FeedTest::name).containsExactly("snapshot");
        ObjectNode figures = PageJson.object();
        feed.describeMoment(figures);
        assertThat(figures.get("readers")).isEmpty();
    }

    @Test
    void erasedReaderWhoClicksAgainIsANewReader() {
        happenings.happen(new Happening.ReaderErased("alice", Samples.NOON_MILLIS - 1));
        Viewer viewer = feed.open(Optional.of("alice")).orElseThrow();

        happenings.happen(Samples.click("alice", "b"));
        happenings.happen(new Happening.ListMade(Samples.list("alice", Trigger.CLICK, "b")));

        assertThat(messages(viewer)).extracting(FeedTest::name).containsExactly("snapshot", "click", "list");
    }

    @Test
    void chosenReaderIsKept() {
        Viewer viewer = feed.open(Optional.of("carol")).orElseThrow();
        happenings.happen(Samples.click("alice", "a"));
        assertThat(viewer.followed()).contains("carol");
    }

    @Test
    void storyCountsDistinctReadersWhomAPushReached() {
        Newsroom newsroom = new Newsroom();
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
        Newsroom newsroom = new Newsroom();
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
        assertThat(newsroom.stories()).hasSize(Newsroom.STORIES_MAX);
        assertThat(newsroom.stories().get(0).profile().articleId()).isEqualTo(longest + 2_999);
        assertThat(newsroom.stories()).allSatisfy(story -> {
            assertThat(story.profile().title()).hasSize(Newsroom.TITLE_CHARS_MAX);
            assertThat(story.profile().keywords()).hasSize(Newsroom.KEYWORDS_MAX);
        });
        assertThat(newsroom.readersKept()).isEqualTo(Newsroom.READERS_MAX);
        assertThat(newsroom.busiestReaders()).hasSize(Newsroom.READERS_SHOWN);
        assertThat(newsroom.erasedKept()).isEqualTo(Newsroom.ERASED_MAX);
        assertThat(newsroom.trending())
                .hasSize(Newsroom.SCOPES_MAX)
                .allSatisfy(list -> assertThat(list.items()).hasSize(Newsroom.TRENDING_LINES_MAX));
    }

    @Test
    void viewerIsDisconnectedBeforeLongMessagesFillTheMemory() {
        Viewer slow = new Viewer(1_000, Optional.empty());
        int offered = 0;
        while (slow.isOpen()) {
            slow.offer("story", "x".repeat(10_000));
            offered++;
        }
        assertThat(offered).isEqualTo(Viewer.WAITING_CHARS_MAX / 10_021 + 2);
    }

    private static List<String> messages(Viewer viewer) {
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
