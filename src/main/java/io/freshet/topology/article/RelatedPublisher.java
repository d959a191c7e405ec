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

/** Makes related lists in the background and sends those that changed. Owned by the task's thread. */
final class RelatedPublisher {
    /**
     * Maximum length of a slice for related lists. With many articles one list takes milliseconds, for which clicks
     * wait.
     */
    static final Duration SLICE = Duration.ofMillis(2);

    /**
     * Maximum number of lists made in a slice while the task is not behind: each list scans the catalogue or searches
     * its graph.
     */
    static final int LISTS_MAX = 4;
    /** Maximum number of due articles looked at in a slice; an article that is not in the catalogue gets no list. */
    private static final int LOOKED_AT_MAX = 64;
    /** Maximum number of lists remembered, some 500 bytes each. */
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

    /** Cancels the related list of an article that is no longer listed, and forgets its last list. */
    void forget(String articleId) {
        schedule.forget(articleId);
    }

    /**
     * Makes due lists until the slice is over.
     *
     * @param listsMax maximum number of lists to make
     * @param isWithdrawn whether an article is withdrawn, so that it stays missing from the catalogue
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
