package io.freshet.bench;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import io.freshet.event.Click;
import io.freshet.newsroom.SimulatedNewsroom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Readers and articles in any number. Each reader is drawn with equal chance and has two kinds of article he prefers;
 * within a kind he takes the article at place r from the newest with a chance proportional to 1/r (Zipf with exponent 1),
 * so that news is read most while it is new. Texts are the invented newsroom's, used again with another title number
 * where more are wanted than it is asked for.
 *
 * <p>Memory: a reference for each article that is live. For one thread.
 */
final class ZipfLoad implements Load {
    private static final int KINDS = 20;
    private static final int TEXTS_MAX = 5_000;
    private static final double PREFERRED_SHARE = .8;
    /** Articles of one kind that are still read. */
    private static final int KIND_ARTICLES_MAX = 100_000;

    private static final long OPENING_MILLIS = 12 * 3_600_000L;

    private final LoadSettings settings;
    private final SplittableRandom random;
    private final List<Article> texts;
    private final List<List<String>> articlesByKind = new ArrayList<>();
    private long published;
    private double clicksUntilArticle;

    ZipfLoad(LoadSettings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
        int wanted = (int) Math.min(TEXTS_MAX, settings.articles() + 500L);
        this.texts = SimulatedNewsroom.archive(settings.seed(), wanted, System.currentTimeMillis());
        for (int kind = 0; kind < KINDS; kind++) {
            articlesByKind.add(new ArrayList<>());
        }
        clicksUntilArticle = settings.clicksPerArticle();
    }

    @Override
    public List<Article> opening(long nowMillis) {
        List<Article> opening = new ArrayList<>(settings.articles());
        for (int count = 0; count < settings.articles(); count++) {
            long ageMillis = (long) (OPENING_MILLIS * (1 - (count + 1.0) / (settings.articles() + 1)));
            opening.add(publish(nowMillis - ageMillis));
        }
        return opening;
    }

    @Override
    public TimedEvent next(long nowMillis) {
        if (clicksUntilArticle <= 0) {
            clicksUntilArticle += settings.clicksPerArticle();
            return TimedEvent.Announced.of(publish(nowMillis));
        }
        clicksUntilArticle--;
        int reader = random.nextInt(settings.readers());
        List<String> articles = articlesByKind.get(kindFor(reader));
        while (articles.isEmpty()) {
            articles = articlesByKind.get(random.nextInt(KINDS));
        }
        String articleId = articles.get(articles.size() - 1 - place(articles.size()));
        return new TimedEvent.Clicked(Click.of("reader-" + reader, articleId, nowMillis));
    }

    private Article publish(long atMillis) {
        long number = published++;
        Article text = texts.get((int) (number % texts.size()));
        int kind = random.nextInt(KINDS);
        String id = "article-" + number;
        List<String> articles = articlesByKind.get(kind);
        articles.add(id);
        if (articles.size() > KIND_ARTICLES_MAX) {
            articles.subList(0, KIND_ARTICLES_MAX / 10).clear();
        }
        String title = number < texts.size() ? text.title() : text.title() + " " + number;
        return new Article(
                id,
                title,
                text.body(),
                "kind-" + kind,
                List.of(),
                text.language(),
                text.source(),
                null,
                atMillis,
                Article.NEVER);
    }

    private int kindFor(int reader) {
        if (random.nextDouble() >= PREFERRED_SHARE) {
            return random.nextInt(KINDS);
        }
        // Two kinds a reader, always the same two.
        int draw = random.nextBoolean() ? reader : Integer.reverse(reader * 0x9E3779B9);
        return Math.floorMod(draw, KINDS);
    }

    /** From 0, with a density proportional to 1/(place + 1). */
    private int place(int size) {
        return Math.min(size - 1, (int) Math.pow(size + 1.0, random.nextDouble()) - 1);
    }
}
