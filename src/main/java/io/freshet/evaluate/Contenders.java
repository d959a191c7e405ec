package io.freshet.evaluate;

import io.freshet.event.Click;
import java.util.ArrayList;
import java.util.List;

/**
 * The recommenders compared in one evaluation. Those that look at sessions or vectors share one memory of them, which
 * hears of every event. For one thread.
 */
public final class Contenders {
    private final Newsroom newsroom;
    private final ArticleNumbers numbers = new ArticleNumbers();
    private final ReadingLog log;
    private final ArticleVectors vectors;
    private final List<Contender> contenders = new ArrayList<>();
    private boolean logged;
    private boolean watching;

    private Contenders(Newsroom newsroom) {
        this.newsroom = newsroom;
        this.log = new ReadingLog(numbers, newsroom.settings().readers().sessionGapMillis());
        this.vectors = new ArticleVectors(numbers, newsroom.settings().items().aliveMillis());
    }

    /**
     * Contenders by name, in the order given.
     *
     * @param newsroom not given any events yet
     */
    public static Contenders of(List<KnownContender> known, Newsroom newsroom) {
        Contenders kit = new Contenders(newsroom);
        known.forEach(contender -> kit.contenders.add(contender.create(kit)));
        return kit;
    }

    /** Contenders that keep no memory of their own of what is read. */
    static Contenders of(Newsroom newsroom, Contender... contenders) {
        Contenders kit = new Contenders(newsroom);
        kit.contenders.addAll(List.of(contenders));
        return kit;
    }

    List<Contender> list() {
        return List.copyOf(contenders);
    }

    /** Learns from a click, after all lists it is judged by. */
    void click(Click click) {
        if (logged) {
            log.add(click);
        }
    }

    void erase(String userId) {
        log.erase(userId);
    }

    Newsroom newsroom() {
        return newsroom;
    }

    ArticleNumbers numbers() {
        return numbers;
    }

    /** The sessions, which are kept from the first call on. */
    ReadingLog log() {
        logged = true;
        return log;
    }

    /** The vectors, which are kept from the first call on. */
    ArticleVectors vectors() {
        if (!watching) {
            watching = true;
            newsroom.watch(vectors);
        }
        return vectors;
    }

    Contender sessions(String name, SessionWeights weights, int neighboursMax, int sampleMax) {
        return new SessionNeighbours(name, numbers, log(), weights, neighboursMax, sampleMax);
    }
}
