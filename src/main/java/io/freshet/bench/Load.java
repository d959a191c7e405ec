package io.freshet.bench;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.util.List;

/** Endless stream of generated articles and clicks, whose event times the caller chooses. For one thread. */
public interface Load {

    /** The articles published before the first click, oldest first, with publication times up to {@code nowMillis}. */
    List<Article> initialArticles(long nowMillis);

    /**
     * Generates the next event, with event time {@code nowMillis}, epoch milliseconds, which must not decrease between
     * calls.
     */
    TimedEvent next(long nowMillis);

    /** Creates the load that the settings describe. */
    static Load of(LoadSettings settings) {
        return switch (settings.kind()) {
            case ZIPF -> new ZipfLoad(settings);
            case NEWSROOM -> new NewsroomLoad(settings);
        };
    }
}
