package io.freshet.web;

import io.freshet.event.ArticleProfile;
import io.freshet.event.Recommendations;
import io.freshet.event.Related;
import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Read model with the contents and the failures that a test sets. */
public final class FakeReadModel implements ReadModel {
    public final Map<String, Recommendations> listByReader = new ConcurrentHashMap<>();
    final Map<String, Related> relatedByArticle = new ConcurrentHashMap<>();
    final Map<String, Trending> trendingByScope = new ConcurrentHashMap<>();
    public final Map<String, ArticleProfile> profileByArticle = new ConcurrentHashMap<>();
    public volatile Optional<Throwable> failure = Optional.empty();
    public volatile Runnable beforeReading = () -> {};

    @Override
    public Optional<Recommendations> recommendations(String userId) {
        return read(listByReader, userId);
    }

    @Override
    public Optional<Related> related(String articleId) {
        return read(relatedByArticle, articleId);
    }

    @Override
    public Optional<Trending> trending(String scope) {
        return read(trendingByScope, scope);
    }

    @Override
    public Optional<ArticleProfile> profile(String articleId) {
        return read(profileByArticle, articleId);
    }

    private static void fail(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    private <T> Optional<T> read(Map<String, T> map, String key) {
        beforeReading.run();
        failure.ifPresent(FakeReadModel::fail);
        return Optional.ofNullable(map.get(key));
    }
}
