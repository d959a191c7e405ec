package io.freshet.bench;

import io.freshet.dataset.TimedEvent;
import io.freshet.event.Article;
import java.util.List;

/** Events without end, whose times are given by who sends them. For one thread. */
public interface Load {

    /** The articles there are before the first click, oldest first, published before this moment. */
    List<Article> opening(long nowMillis);

    /** The next event, as happening now. Times must not go back. */
    TimedEvent next(long nowMillis);

    /** The load these settings describe. */
    static Load of(LoadSettings settings) {
        return switch (settings.kind()) {
            case ZIPF -> new ZipfLoad(settings);
            case NEWSROOM -> new NewsroomLoad(settings);
        };
    }
}
