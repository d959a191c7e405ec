package io.freshet.newsroom;

import io.freshet.dataset.EventKind;
import io.freshet.dataset.TimedEvent;
import io.freshet.event.Click;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Creates invalid clicks, as broken clients send them. */
final class MalformedEvents {
    /**
     * Format strings of invalid clicks, with user id, article id and time as arguments. They are truncated, have a time
     * in words, no article, an unknown kind, no JSON, or an identifier over the limit.
     */
    private static final List<String> FORMS = List.of(
            "{\"userId\":\"%1$s\",\"articleId\":\"%2$s\",\"at\":",
            "{\"userId\":\"%1$s\",\"articleId\":\"%2$s\",\"at\":\"this morning\"}",
            "{\"userId\":\"%1$s\",\"at\":%3$d}",
            "{\"userId\":\"%1$s\",\"articleId\":\"%2$s\",\"at\":%3$d,\"kind\":\"poke\"}",
            "<html><body>502 Bad Gateway</body></html>",
            "{\"userId\":\"%1$s\",\"articleId\":\"" + "x".repeat(300) + "\",\"at\":%3$d}");

    private MalformedEvents() {}

    /** Creates an invalid version of a click, of a random form. */
    static TimedEvent.Malformed draw(Click click, SplittableRandom random) {
        String form = FORMS.get(random.nextInt(FORMS.size()));
        String value = String.format(Locale.ROOT, form, click.userId(), click.articleId(), click.atMillis());
        return new TimedEvent.Malformed(EventKind.CLICK, click.userId(), value, click.atMillis());
    }
}
