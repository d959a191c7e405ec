package io.freshet.topology.article;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.AllocatedBytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RelatedScheduleTest {
    private static final long INTERVAL_MILLIS = 30_000;
    private static final int REMEMBERED_MAX = 100;
    private static final long NOW = 1_700_000_000_000L;

    private RelatedSchedule schedule = empty();

    private static RelatedSchedule empty() {
        return new RelatedSchedule(Duration.ofMillis(INTERVAL_MILLIS), REMEMBERED_MAX);
    }

    /** Takes what is due, and makes each list; gives the articles in order. */
    private List<String> makeAll(long nowMillis) {
        List<String> taken = new ArrayList<>();
        Optional<String> due = schedule.takeDue(nowMillis);
        while (due.isPresent()) {
            taken.add(due.get());
            schedule.made(due.get(), List.of("x"), nowMillis);
            due = schedule.takeDue(nowMillis);
        }
        return taken;
    }

    @Test
    void articlesAreTakenOnceInTheOrderTheyWereRequested() {
        schedule.request("b", NOW);
        schedule.request("a", NOW);
        schedule.request("b", NOW);

        assertThat(makeAll(NOW)).containsExactly("b", "a");
        assertThat(schedule.waiting()).isEmpty();
    }

    @Test
    void listIsMadeAgainAfterTheIntervalAndNotBefore() {
        schedule.request("a", NOW);
        makeAll(NOW);
        schedule.request("a", NOW + 1);

        assertThat(schedule.takeDue(NOW + INTERVAL_MILLIS - 1)).isEmpty();
        assertThat(schedule.takeDue(NOW + INTERVAL_MILLIS)).contains("a");
    }

    /** One look at each list made, however many wait for their interval to pass. */
    @Test
    void articlesThatAreNotDueAreNotVisited() {
        RelatedSchedule many = new RelatedSchedule(Duration.ofMillis(INTERVAL_MILLIS), 20_000);
        for (int article = 0; article < 10_000; article++) {
            many.made("busy-" + article, List.of(), NOW);
            many.request("busy-" + article, NOW + 1);
        }
        many.request("new", NOW + 2);

        assertThat(many.waiting()).hasSize(10_001);
        assertThat(many.takeDue(NOW + 2)).contains("new");
        assertThat(many.takeDue(NOW + 2)).isEmpty();
    }

    @Test
    void busiestArticleStaysRememberedWhileOthersComeAndGo() {
        schedule.made("busiest", List.of("x"), NOW);
        for (int article = 0; article < 50 * REMEMBERED_MAX; article++) {
            schedule.made("rare-" + article, List.of("x"), NOW + article);
            if (article % (REMEMBERED_MAX / 2) == 0) {
                assertThat(schedule.made("busiest", List.of("x"), NOW + article))
                        .as("equal to its last list, after %d others", article)
                        .isFalse();
            }
        }
    }

    @Test
    void listMadeLongestAgoIsEvictedFirst() {
        for (int article = 0; article <= REMEMBERED_MAX; article++) {
            schedule.made("a" + article, List.of("x"), NOW + article);
        }
        assertThat(schedule.made("a1", List.of("x"), NOW))
                .as("still remembered")
                .isFalse();
        assertThat(schedule.made("a0", List.of("x"), NOW)).as("evicted").isTrue();
    }

    @Test
    void onlyChangedListsDiffer() {
        assertThat(schedule.made("a", List.of("x", "y"), NOW)).isTrue();
        assertThat(schedule.made("a", List.of("x", "y"), NOW)).isFalse();
        assertThat(schedule.made("a", List.of("y", "x"), NOW)).isTrue();
        assertThat(schedule.made("a", List.of(), NOW)).isTrue();
    }

    @Test
    void forgottenArticleIsNeitherDueNorRemembered() {
        schedule.made("a", List.of("x"), NOW);
        schedule.request("a", NOW);
        schedule.forget("a");

        assertThat(schedule.takeDue(NOW + INTERVAL_MILLIS)).isEmpty();
        assertThat(schedule.made("a", List.of("x"), NOW)).isTrue();
    }

    @Test
    void articleThatIsNotInTheCatalogueYetComesBackBehindTheOthers() {
        schedule.request("absent", NOW);
        schedule.request("present", NOW);
        assertThat(schedule.takeDue(NOW)).contains("absent");
        schedule.postpone("absent", NOW);

        assertThat(makeAll(NOW)).containsExactly("present");
        assertThat(makeAll(NOW + 1_000)).containsExactly("absent");
    }

    /** Against the naive schedule: every request is served within the interval, no article twice in one. */
    @Test
    void noArticleIsMadeTwiceInAnIntervalAndNoRequestIsLost() {
        SplittableRandom random = new SplittableRandom(7);
        long[] madeAt = new long[REMEMBERED_MAX];
        boolean[] requested = new boolean[REMEMBERED_MAX];
        for (int step = 0; step < 20_000; step++) {
            long now = NOW + step * 100L;
            int article = random.nextInt(REMEMBERED_MAX);
            schedule.request("a" + article, now);
            requested[article] = true;
            for (String made : makeAll(now)) {
                int number = Integer.parseInt(made.substring(1));
                assertThat(requested[number]).isTrue();
                assertThat(now - madeAt[number]).isGreaterThanOrEqualTo(INTERVAL_MILLIS);
                madeAt[number] = now;
                requested[number] = false;
            }
            for (int number = 0; number < REMEMBERED_MAX; number++) {
                assertThat(requested[number] && now - madeAt[number] >= INTERVAL_MILLIS)
                        .isFalse();
            }
        }
    }

    @Test
    void memoryIsLinearInTheRequests() {
        AllocatedBytes.assertLinear("requests", 5_000, requests -> () -> {
            for (int article = 0; article < requests; article++) {
                schedule.request("a" + article, NOW + article % 7);
            }
            assertThat(makeAll(NOW + INTERVAL_MILLIS * 10)).hasSize(requests);
            schedule = empty();
        });
    }
}
