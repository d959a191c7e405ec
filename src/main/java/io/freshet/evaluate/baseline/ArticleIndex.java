package io.freshet.evaluate.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small numbers for articles, from 0 in the order they are first heard of, so that arrays can be kept by article. For one thread. */
public final class ArticleIndex {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> articleIds = new ArrayList<>();

    /** The number of an article, which gets the next one if it has none. */
    int of(String articleId) {
        Integer known = numbers.putIfAbsent(articleId, articleIds.size());
        if (known != null) {
            return known;
        }
        articleIds.add(articleId);
        return articleIds.size() - 1;
    }

    /** The number of an article, -1 if it has none. */
    int find(String articleId) {
        return numbers.getOrDefault(articleId, -1);
    }

    String articleId(int article) {
        return articleIds.get(article);
    }

    /** All numbers are below this. */
    int size() {
        return articleIds.size();
    }
}
