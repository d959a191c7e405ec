package io.freshet.recommend;

import io.freshet.event.Recommendations;
import io.freshet.vector.FloatVector;
import io.freshet.vector.VectorMath;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The readers of one task who clicked a moment ago, in memory: whom a new or a withdrawn article may concern. Mutable;
 * owned by one task. Bounded: the reader longest without a click leaves first.
 *
 * <p>Whether a new article truly enters a list is found by making the list again; this only spares most readers the
 * work. It compares what the article is about with what the reader reads, and not with the scores of the reader's list,
 * because a learned ranker's scores have a scale of their own.
 */
public final class ActiveReaders {
    private final RecommendSettings.Push settings;
    private final int listSize;
    /** In order of the latest click, longest ago first. */
    private final Map<String, Active> readers = new LinkedHashMap<>();

    public ActiveReaders(RecommendSettings settings) {
        this.settings = settings.push();
        this.listSize = settings.lists().size();
    }

    private record Active(
            String userId,
            long clickedAtMillis,
            long pushedAtMillis,
            boolean wasPushed,
            FloatVector slow,
            Map<String, Double> categories,
            List<String> list) {}

    /** Takes note of a reader whose list was just made after a click. */
    public void clicked(ReaderState reader) {
        Active before = readers.remove(reader.userId);
        put(reader, before != null && before.wasPushed(), before == null ? 0 : before.pushedAtMillis());
        Iterator<Active> eldest = readers.values().iterator();
        while (readers.size() > settings.activeReadersMax()) {
            eldest.next();
            eldest.remove();
        }
    }

    /**
     * Takes note of a list pushed without a click, from which the reader's next push is at least the interval away. A
     * reader no longer remembered stays forgotten.
     */
    public void pushed(ReaderState reader, long nowMillis) {
        if (readers.containsKey(reader.userId)) {
            put(reader, true, nowMillis);
        }
    }

    private void put(ReaderState reader, boolean wasPushed, long pushedAtMillis) {
        double total = 0;
        Map<String, Double> categories = new LinkedHashMap<>();
        for (ReaderSnapshot.Affinity affinity : reader.categories.snapshot()) {
            categories.put(affinity.label(), affinity.weight());
            total += affinity.weight();
        }
        double sum = total;
        categories.replaceAll((category, weight) -> weight / sum);
        Optional<Recommendations> list = reader.lastList();
        readers.put(
                reader.userId,
                new Active(
                        reader.userId,
                        reader.lastClickMillis(),
                        pushedAtMillis,
                        wasPushed,
                        FloatVector.copyOf(VectorMath.unit(reader.slow)),
                        categories,
                        list.map(Recommendations::articleIds).orElse(List.of())));
    }

    private record Interest(String userId, double similarity) {}

    /**
     * The active readers whose list a new article may enter, most similar first, at most as many as the settings allow.
     * Readers pushed to less than the interval ago are left out.
     *
     * <p>Similarity is the cosine to the reader's slow vector or, for an article without a content vector, the share of
     * its category in what the reader reads. A reader whose list is not full is always interested.
     */
    public List<String> interestedIn(ArticleDescription article, long nowMillis) {
        FloatVector content = article.content();
        String category = article.categoryName();
        List<Interest> interested = new ArrayList<>();
        for (Active active : readers.values()) {
            if (!isActive(active, nowMillis) || rests(active, nowMillis)) {
                continue;
            }
            double similarity = 0;
            if (!content.isEmpty() && content.dimension() == active.slow().dimension()) {
                similarity = content.dot(active.slow());
            } else if (category != null) {
                similarity = active.categories().getOrDefault(category, 0.0);
            }
            // Most readers are not interested: only of the others is the list looked through.
            if ((similarity >= settings.similarityMin() || active.list().size() < listSize)
                    && !active.list().contains(article.articleId())) {
                interested.add(new Interest(active.userId(), similarity));
            }
        }
        interested.sort((left, right) -> {
            int order = Double.compare(right.similarity(), left.similarity());
            return order != 0 ? order : left.userId().compareTo(right.userId());
        });
        return interested.stream()
                .limit(settings.readersPerArticleMax())
                .map(Interest::userId)
                .toList();
    }

    /**
     * The active readers whose list holds an article, in ascending order. The push interval does not apply: a withdrawn
     * article must go.
     */
    public List<String> holding(String articleId, long nowMillis) {
        return readers.values().stream()
                .filter(active -> isActive(active, nowMillis) && active.list().contains(articleId))
                .map(Active::userId)
                .sorted()
                .toList();
    }

    private boolean rests(Active active, long nowMillis) {
        return active.wasPushed() && nowMillis - active.pushedAtMillis() < settings.intervalSeconds() * 1_000L;
    }

    private boolean isActive(Active active, long nowMillis) {
        return nowMillis - active.clickedAtMillis() <= settings.activeMinutes() * 60_000L;
    }

    /** Forgets a reader. */
    public void forget(String userId) {
        readers.remove(userId);
    }

    /** Readers remembered. */
    public int size() {
        return readers.size();
    }
}
