package io.freshet.codec;

import io.freshet.recommend.ArticleDescription;
import io.freshet.recommend.ItemState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of an article stores of it.
 *
 * @param state what was learned; mutable, handed over with the record
 * @param description what the article is, null while it was not announced
 */
public record StoredItem(ItemState state, @Nullable ArticleDescription description) {

    public StoredItem {
        if (description != null && !description.articleId().equals(state.articleId())) {
            throw new IllegalArgumentException(
                    "description of " + description.articleId() + " stored with the state of " + state.articleId());
        }
    }

    /** What the article is; empty while it was not announced. */
    public Optional<ArticleDescription> announced() {
        return Optional.ofNullable(description);
    }
}
