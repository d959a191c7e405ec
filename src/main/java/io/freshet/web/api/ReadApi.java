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

/** The read API: what the topics hold, by HTTP, in the same JSON. */
public final class ReadApi {
    /**
     * Marks a request that another instance passed on, which must not be passed on again; its value is the application of
     * that instance. The answer carries it as well: only so does the other instance believe that nothing is there.
     */
    static final String FORWARDED_HEADER = "X-Freshet-Forwarded";

    private static final int MISDIRECTED_REQUEST = 421;

    private final WebPorts ports;
    private final AnswerJson json;

    public ReadApi(WebPorts ports) {
        this.ports = ports;
        this.json = ports.json();
    }

    public void addTo(RoutesConfig routes, AccessFilter guard) {
        routes.get("/api/readers/{id}/recommendations", guard.requireToken(this::recommendations));
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
        Optional<String> key = Parameters.optionalId(request, "scope");
        if (key.isPresent() && request.queryParamMap().size() > 1) {
            throw new BadRequestResponse("scope names category and window itself: give it alone");
        }
        String scope = key.orElse(Trending.scope(category.orElse(null), window));
        answer(
                request,
                json.trending()
                        .apply(readModel(request)
                                .trending(scope)
                                .orElseThrow(() -> new NotFoundResponse("nothing was read in '" + scope + "'"))));
    }

    private ReadModel readModel(Context request) {
        String forwardedFor = request.header(FORWARDED_HEADER);
        if (forwardedFor == null) {
            return ports.readModel();
        }
        if (!forwardedFor.equals(ports.applicationId())) {
            throw new HttpResponseException(MISDIRECTED_REQUEST, "this instance belongs to another application");
        }
        request.header(FORWARDED_HEADER, ports.applicationId());
        return ports.ownReadModel();
    }

    private static NotFoundResponse noArticle(String articleId) {
        return new NotFoundResponse(
                "no live article '" + articleId + "': it was not announced, was withdrawn or has expired");
    }

    private static void answer(Context request, byte[] body) {
        request.contentType(ContentType.APPLICATION_JSON).result(body);
    }
}
