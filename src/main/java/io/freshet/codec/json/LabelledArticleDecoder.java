package io.freshet.codec.json;

import static io.freshet.codec.RejectionReason.MISSING_FIELD;

import io.freshet.codec.RejectedEventException;
import io.freshet.event.Article;
import io.freshet.event.Limits;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes labelled articles from JSON lines. An object has {@code id}, {@code title} or {@code body} or both, and
 * optionally {@code category}, {@code language} and {@code keywords}. The rules of {@link EventDecoder} apply to types
 * and texts. Other fields are ignored, so a file of articles from the topic is also a file of labelled articles.
 */
public final class LabelledArticleDecoder {
    /** Largest number of assigned keywords of one labelled article. */
    public static final int KEYWORDS_MAX = 1_000;

    /** Placeholder for a missing title: a dash, which contains no word. */
    private static final String NO_TITLE = "—";

    private LabelledArticleDecoder() {}

    /** Decodes a labelled article from one line of JSON in UTF-8. */
    public static LabelledArticle decode(byte[] line) throws RejectedEventException {
        return JsonValue.read(line, EventDecoder.VALUE_BYTES_MAX, Long.MAX_VALUE, LabelledArticleDecoder::read);
    }

    private static LabelledArticle read(JsonFields in) throws IOException, RejectedEventException {
        String id = null;
        String title = null;
        String body = null;
        String category = null;
        String language = null;
        List<String> keywords = null;
        for (String field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case "id" -> id = in.id();
                case "title" -> title = in.title();
                case "body" -> body = in.cutText(Limits.BODY_CHARS_MAX);
                case "category" -> category = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "language" -> language = in.optionalLabel(Limits.LABEL_CHARS_MAX);
                case "keywords" -> keywords = in.labels(KEYWORDS_MAX);
                default -> in.skip();
            }
        }
        Article article = Article.builder(in.required("id", id), titleOr(title, body), 0)
                .body(body == null ? "" : body)
                .category(category)
                .language(language)
                .build();
        return new LabelledArticle(article, keywords == null ? List.of() : keywords);
    }

    private static String titleOr(@Nullable String title, @Nullable String body) throws RejectedEventException {
        if (title == null && body == null) {
            throw new RejectedEventException(
                    MISSING_FIELD, "title", "is missing and so is body", "add one of them: the article has no text");
        }
        return title == null ? NO_TITLE : title;
    }
}
