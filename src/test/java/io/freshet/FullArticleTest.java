package io.freshet;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventDecoder;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Article;
import io.freshet.recommend.item.ArticleDescription;
import io.freshet.recommend.item.ArticleDescription.Publication;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FullArticleTest {
    private final Article article = FullArticle.article();
    private final ArticleDescription description = FullArticle.DESCRIPTION;

    FullArticleTest() throws RejectedEventException {}

    @Test
    void fullExampleFillsEveryOptionalFieldOfAnArticle() throws ReflectiveOperationException {
        Article minimal = Article.builder(article.id(), article.title(), article.publishedAtMillis())
                .build();

        assertThat(equalFields(article, minimal)).containsExactly("id", "title", "publishedAtMillis");
    }

    @Test
    void fullDescriptionFillsEveryOptionalField() throws ReflectiveOperationException {
        ArticleDescription minimal = ArticleDescription.builder(
                        description.articleId(),
                        description.title(),
                        description.language(),
                        description.publishedAtMillis())
                .build();

        assertThat(equalFields(description, minimal)).containsExactly("articleId", "title", "language");
        Publication publication = description.publication();
        assertThat(equalFields(publication, minimal.publication())).containsExactly("publishedAtMillis");
    }

    @Test
    void copiesKeepEveryField() {
        assertThat(article.toBuilder().build()).isEqualTo(article);
        assertThat(description.toBuilder().build()).isEqualTo(description);
    }

    @Test
    void encodedArticleDecodesToAnEqualArticle() throws RejectedEventException {
        EventDecoder decoder = new EventDecoder(EventClock.acceptingAll());
        byte[] key = article.id().getBytes(StandardCharsets.UTF_8);

        assertThat(decoder.article(key, EventEncoder.encode(article))).isEqualTo(article);
    }

    /** Names of the components that are equal in two records of one class. */
    private static List<String> equalFields(Record left, Record right) throws ReflectiveOperationException {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : left.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            if (Objects.equals(accessor.invoke(left), accessor.invoke(right))) {
                names.add(component.getName());
            }
        }
        return names;
    }
}
