package io.freshet.web;

import io.freshet.event.Trending;
import io.freshet.recommend.ReadModel;
import io.javalin.config.RoutesConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;

/** The read API: what the topics hold, by HTTP, in the same JSON. */
final class ReadApi {
    private final ReadModel readModel;
    private final AnswerJson json;

    ReadApi(ReadModel readModel, AnswerJson json) {
        this.readModel = readModel;
        this.json = json;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/readers/{id}/recommendations", this::recommendations);
        routes.get("/api/articles/{id}/related", this::related);
        routes.get("/api/articles/{id}/profile", this::profile);
        routes.get("/api/trending", this::trending);
    }

    private void recommendations(Context request) {
        Parameters.allowOnly(request);
        String userId = Parameters.pathId(request, "id");
        answer(
                request,
                json.recommendations()
                        .apply(readModel
                                .recommendations(userId)
                                .orElseThrow(() -> new NotFoundResponse("no list for reader '" + userId
                                        + "': they have not clicked yet, or were erased"))));
    }

    private void related(Context request) {
        Parameters.allowOnly(request);
        String articleId = Parameters.pathId(request, "id");
        answer(request, json.related().apply(readModel.related(articleId).orElseThrow(() -> noArticle(articleId))));
    }

    private void profile(Context request) {
        Parameters.allowOnly(request);
        String articleId = Parameters.pathId(request, "id");
        answer(request, json.profile().apply(readModel.profile(articleId).orElseThrow(() -> noArticle(articleId))));
    }

    private void trending(Context request) {
        Parameters.allowOnly(request, "category", "window");
        String scope = Trending.scope(
                Parameters.optionalLabel(request, "category").orElse(null), Parameters.window(request, "window"));
        answer(
                request,
                json.trending()
                        .apply(readModel
                                .trending(scope)
                                .orElseThrow(() -> new NotFoundResponse("nothing was read in '" + scope + "'"))));
    }

    private static NotFoundResponse noArticle(String articleId) {
        return new NotFoundResponse(
                "no live article '" + articleId + "': it was not announced, was withdrawn or has expired");
    }

    private static void answer(Context request, byte[] body) {
        request.contentType(ContentType.APPLICATION_JSON).result(body);
    }
}
