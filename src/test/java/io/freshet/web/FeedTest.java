package io.freshet.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int QUEUE_MAX = 4;

    private final FakeHappenings happenings = new FakeHappenings();
    private final FakeReadModel readModel = new FakeReadModel();
    private long nowNanos;
    private final Feed feed = new Feed(
            happenings, readModel, new WebSettings("127.0.0.1", 0, Optional.empty(), 2, QUEUE_MAX, 10), () -> nowNanos);

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

        viewer.next(Duration.ZERO);
        viewer.next(Duration.ZERO);
        assertThat(viewer.next(Duration.ZERO))
                .hasValueSatisfying(
                        third -> assertThat(third).startsWith("event: list\n").contains("\"userId\":\"bob\""));
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
    void everythingKeptIsBounded() {
        Newsroom newsroom = new Newsroom();
        for (int index = 0; index < 2000; index++) {
            newsroom.understood(Samples.profile("a" + index, "Story"));
            newsroom.clicked(Samples.click("reader-" + index, "a").click());
            newsroom.trendingChanged(
                    new Trending("category-" + index, TrendingWindow.DAY, Samples.NOON_MILLIS, List.of()));
        }
        assertThat(newsroom.stories()).hasSize(Newsroom.STORIES_MAX);
        assertThat(newsroom.stories().get(0).profile().articleId()).isEqualTo("a1999");
        assertThat(newsroom.readersKept()).isEqualTo(Newsroom.READERS_MAX);
        assertThat(newsroom.busiestReaders()).hasSize(Newsroom.READERS_SHOWN);
        assertThat(newsroom.trending()).hasSize(Newsroom.SCOPES_MAX);
    }
}
