package io.freshet.evaluate.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Assigns consecutive numbers to article ids, from 0 in order of first use, as array indices. For one thread. */
public final class ArticleIndex {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> articleIds = new ArrayList<>();

    /** Number of an article; assigns the next number to a new article. */
    int of(String articleId) {
        Integer known = numbers.putIfAbsent(articleId, articleIds.size());
        if (known != null) {
            return known;
        }
        articleIds.add(articleId);
        return articleIds.size() - 1;
    }

    /** Number of an article, -1 if unknown. */
    int find(String articleId) {
        return numbers.getOrDefault(articleId, -1);
    }

    String articleId(int article) {
        return articleIds.get(article);
    }

    /** Number of articles, which is the exclusive upper bound of their numbers. */
    int size() {
        return articleIds.size();
    }
}
