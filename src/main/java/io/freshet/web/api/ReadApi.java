package io.freshet.web.api;

import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.recommend.ReadModel;
import io.freshet.web.access.AccessFilter;
import io.freshet.web.port.AnswerJson;
import io.freshet.web.port.WebPorts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.NotFoundResponse;
import java.util.Optional;

/**
 * Routes of the read API: a reader's recommendations, related articles, article profiles and trending lists, in the
 * JSON of the output topics.
 */
public final class ReadApi {
    /**
     * Header that marks a request as forwarded by another instance, so that it is not forwarded again; the value is the
     * application id. The answer repeats the header: the other instance believes a 404 only if it carries the header.
     */
    static final String FORWARDED_HEADER = "X-Freshet-Forwarded";

    private static final int MISDIRECTED_REQUEST = 421;

    private final WebPorts.Reads reads;
    private final AnswerJson json;

    public ReadApi(WebPorts.Reads reads) {
        this.reads = reads;
        this.json = reads.json();
    }

    /** Adds the routes; the route of a reader's recommendations requires the token of {@code access}. */
    public void addTo(RoutesConfig routes, AccessFilter access) {
        routes.get("/api/readers/{id}/recommendations", access.requireToken(this::recommendations));
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
                        .apply(readModel(request)
                                .recommendations(userId)
                                .orElseThrow(() -> new NotFoundResponse("no list for reader '" + userId
                                        + "': they have not clicked yet, or were erased"))));
    }

    private void related(Context request) {
        Parameters.allowOnly(request);
        String articleId = Parameters.pathId(request, "id");
        answer(
                request,
                json.related().apply(readModel(request).related(articleId).orElseThrow(() -> noArticle(articleId))));
    }

    private void profile(Context request) {
        Parameters.allowOnly(request);
        String articleId = Parameters.pathId(request, "id");
        answer(
                request,
                json.profile().apply(readModel(request).profile(articleId).orElseThrow(() -> noArticle(articleId))));
    }

    private void trending(Context request) {
        Parameters.allowOnly(request, "category", "window", "scope");
        Optional<String> category = Parameters.optionalLabel(request, "category");
        TrendingWindow window = Parameters.window(request, "window");
        Optional<String> givenScope = Parameters.optionalId(request, "scope");
        if (givenScope.isPresent() && request.queryParamMap().size() > 1) {
            throw new BadRequestResponse("scope includes category and window: do not give them as well");
        }
        String scope = givenScope.orElse(Trending.scope(category.orElse(null), window));
        answer(
                request,
                json.trending()
                        .apply(readModel(request)
                                .trending(scope)
                                .orElseThrow(
                                        () -> new NotFoundResponse("no trending list for scope '" + scope + "'"))));
    }

    private ReadModel readModel(Context request) {
        String forwardedFor = request.header(FORWARDED_HEADER);
        if (forwardedFor == null) {
            return reads.routed();
        }
        if (!forwardedFor.equals(reads.applicationId())) {
            throw new HttpResponseException(MISDIRECTED_REQUEST, "this instance belongs to another application");
        }
        request.header(FORWARDED_HEADER, reads.applicationId());
        return reads.local();
    }

    private static NotFoundResponse noArticle(String articleId) {
        return new NotFoundResponse(
                "no live article '" + articleId + "': it was not published, was withdrawn or has expired");
    }

    private static void answer(Context request, byte[] body) {
        request.contentType(ContentType.APPLICATION_JSON).result(body);
    }
}
