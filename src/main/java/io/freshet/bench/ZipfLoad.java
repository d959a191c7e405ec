package io.freshet.bench;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.newsroom.SimulatedNewsroom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Synthetic load of any size, in which recent articles are read most, by Zipf's law. Readers are drawn uniformly; each
 * prefers two categories. Within a category a reader picks the article at recency rank r with a probability
 * proportional to 1/r (Zipf's law with exponent 1). Texts come from the simulated newsroom; if more articles are needed
 * than texts, texts repeat with numbered titles.
 *
 * <p>Memory: one reference for each live article. For one thread.
 */
final class ZipfLoad implements Load {
    private static final int CATEGORIES = 20;
    private static final int TEXTS_MAX = 5_000;
    private static final double PREFERRED_SHARE = .8;
    /** Maximum number of articles in one category that readers can pick; beyond it, the oldest tenth is dropped. */
    private static final int CATEGORY_ARTICLES_MAX = 100_000;

    private static final long INITIAL_MILLIS = 12 * 3_600_000L;

    private final LoadSettings settings;
    private final SplittableRandom random;
    private final List<Article> texts;
    private final List<List<String>> articlesByCategory = new ArrayList<>();
    private long published;
    private double clicksUntilArticle;

    ZipfLoad(LoadSettings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
        int textCount = (int) Math.min(TEXTS_MAX, settings.articles() + 500L);
        this.texts = SimulatedNewsroom.archive(settings.seed(), textCount, System.currentTimeMillis());
        for (int category = 0; category < CATEGORIES; category++) {
            articlesByCategory.add(new ArrayList<>());
        }
        clicksUntilArticle = settings.clicksPerArticle();
    }

    @Override
    public List<Article> initialArticles(long nowMillis) {
        List<Article> articles = new ArrayList<>(settings.articles());
        for (int count = 0; count < settings.articles(); count++) {
            long ageMillis = (long) (INITIAL_MILLIS * (1 - (count + 1.0) / (settings.articles() + 1)));
            articles.add(publish(nowMillis - ageMillis));
        }
        return articles;
    }

    @Override
    public TimedEvent next(long nowMillis) {
        if (clicksUntilArticle <= 0) {
            clicksUntilArticle += settings.clicksPerArticle();
            return TimedEvent.Announced.of(publish(nowMillis));
        }
        clicksUntilArticle--;
        int reader = random.nextInt(settings.readers());
        List<String> articles = articlesByCategory.get(categoryFor(reader));
        while (articles.isEmpty()) {
            articles = articlesByCategory.get(random.nextInt(CATEGORIES));
        }
        String articleId = articles.get(articles.size() - 1 - recencyRank(articles.size()));
        return new TimedEvent.Clicked(Click.of("reader-" + reader, articleId, nowMillis));
    }

    private Article publish(long atMillis) {
        long number = published++;
        Article text = texts.get((int) (number % texts.size()));
        int category = random.nextInt(CATEGORIES);
        String id = "article-" + number;
        List<String> articles = articlesByCategory.get(category);
        articles.add(id);
        if (articles.size() > CATEGORY_ARTICLES_MAX) {
            articles.subList(0, CATEGORY_ARTICLES_MAX / 10).clear();
        }
        String title = number < texts.size() ? text.title() : text.title() + " " + number;
        return Article.builder(id, title, atMillis)
                .body(text.body())
                .category("kind-" + category)
                .language(text.language())
                .source(text.source())
                .build();
    }

    private int categoryFor(int reader) {
        if (random.nextDouble() >= PREFERRED_SHARE) {
            return random.nextInt(CATEGORIES);
        }
        // The two categories that this reader always prefers.
        int draw = random.nextBoolean() ? reader : Integer.reverse(reader * 0x9E3779B9);
        return Math.floorMod(draw, CATEGORIES);
    }

    /**
     * Draws a rank by recency, 0 for the newest of {@code size} articles, with a density proportional to 1/(rank + 1).
     */
    private int recencyRank(int size) {
        return Math.min(size - 1, (int) Math.pow(size + 1.0, random.nextDouble()) - 1);
    }
}
