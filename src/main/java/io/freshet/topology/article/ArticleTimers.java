package io.freshet.topology.article;

import io.freshet.event.Article;
import io.freshet.recommend.item.ArticleDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The articles of one task whose publication or expiry is still to come by the world's clock, next first. One place an
 * article, some 200 bytes: its publication if that is to come, then its expiry. In memory; owned by the task's thread.
 */
final class ArticleTimers {
    private static final Comparator<Moment> NEXT_FIRST =
            Comparator.comparingLong(Moment::atMillis).thenComparing(Moment::articleId);

    private final TreeSet<Moment> moments = new TreeSet<>(NEXT_FIRST);
    private final Map<String, Moment> byArticle = new HashMap<>();

    private record Moment(String articleId, long atMillis) {}

    void clear() {
        moments.clear();
        byArticle.clear();
    }

    /** Takes note of what is announced of an article, in place of what was before. */
    void announced(ArticleDescription description, long worldMillis) {
        remove(description.articleId());
        long atMillis = description.publishedAtMillis() > worldMillis
                ? description.publishedAtMillis()
                : description.expiresAtMillis();
        if (atMillis != Article.NEVER) {
            Moment moment = new Moment(description.articleId(), atMillis);
            moments.add(moment);
            byArticle.put(moment.articleId(), moment);
        }
    }

    void remove(String articleId) {
        Moment moment = byArticle.remove(articleId);
        if (moment != null) {
            moments.remove(moment);
        }
    }

    /** Takes out the articles whose moment has come, at most {@code most}, the earliest moment first. */
    List<String> takeDue(long worldMillis, int most) {
        List<String> due = new ArrayList<>();
        while (due.size() < most && !moments.isEmpty() && moments.first().atMillis() <= worldMillis) {
            String articleId = moments.first().articleId();
            remove(articleId);
            due.add(articleId);
        }
        return due;
    }
}
