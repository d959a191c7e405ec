package io.freshet.topology.article;

import io.freshet.event.Related;
import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.list.RelatedArticles;
import io.freshet.topology.context.TimeBudget;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.store.ObjectStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes lists of related articles in the background and sends those that changed. Owned by the task's thread. */
final class RelatedPublisher {
    /**
     * Maximum time of one uninterrupted run that makes related lists. With many articles one list takes milliseconds,
     * for which clicks wait.
     */
    static final Duration SLICE = Duration.ofMillis(2);

    /**
     * Maximum number of related lists made in one run; while click lag is high, the limit is 1. Small, because each
     * list scans the catalogue or searches its neighbour graphs.
     */
    static final int LISTS_MAX = 4;
    /** Maximum number of articles taken from the schedule in one run, whether or not a list can be made for them. */
    private static final int LOOKED_AT_MAX = 64;
    /**
     * Maximum number of related lists kept to detect changes, some 500 bytes each; above the limit, drops the list made
     * longest ago.
     */
    private static final int REMEMBERED_MAX = 20_000;

    private final RelatedSchedule schedule;
    private final RelatedArticles relatedArticles;
    private final ObjectStore<Catalogue> catalogue;
    private final ArticleOutputs outputs;
    private final TimeBudget budget;

    RelatedPublisher(
            TopologyContext topology, ObjectStore<Catalogue> catalogue, ArticleOutputs outputs, TimeBudget budget) {
        this.schedule = new RelatedSchedule(topology.settings().relatedInterval(), REMEMBERED_MAX);
        this.relatedArticles = new RelatedArticles(topology.recommend());
        this.catalogue = catalogue;
        this.outputs = outputs;
        this.budget = budget;
    }

    /** Schedules the related list of an article, because the list may have changed. */
    void request(String articleId, long nowMillis) {
        schedule.request(articleId, nowMillis);
    }

    /** Cancels the scheduled related list of a removed article, and forgets the list last made for the article. */
    void forget(String articleId) {
        schedule.forget(articleId);
    }

    /**
     * Makes due related lists, at most {@code listsMax} and within the time budget. An article missing from the
     * catalogue is tried again later, unless {@code isWithdrawn} accepts its id.
     *
     * @param listsMax maximum number of lists to make
     * @param isWithdrawn whether the article with an id is withdrawn, so that it stays missing from the catalogue
     */
    void run(int listsMax, Predicate<String> isWithdrawn, long nowMillis) {
        if (!budget.begin()) {
            return;
        }
        int made = 0;
        for (int looked = 0; looked < LOOKED_AT_MAX && made < listsMax && (made == 0 || budget.isLeft()); looked++) {
            Optional<String> due = schedule.takeDue(nowMillis);
            if (due.isEmpty()) {
                break;
            }
            String articleId = due.get();
            if (catalogue.read(articles -> articles.contains(articleId))) {
                made++;
                make(articleId, nowMillis);
            } else if (!isWithdrawn.test(articleId)) {
                schedule.postpone(articleId, nowMillis);
            }
        }
        budget.end();
    }

    private void make(String articleId, long nowMillis) {
        Optional<Related> related = catalogue.read(
                articles -> relatedArticles.of(articleId, articles, new ListTime(articles.latestMillis(), nowMillis)));
        related.ifPresent(list -> {
            List<String> ids =
                    list.items().stream().map(Related.Item::articleId).toList();
            if (schedule.made(articleId, ids, nowMillis)) {
                outputs.related(list, nowMillis);
            }
        });
    }
}
