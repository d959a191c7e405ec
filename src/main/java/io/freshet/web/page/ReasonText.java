package io.freshet.web.page;

import io.freshet.event.Reason;
import io.freshet.event.Trending;
import java.util.List;
import java.util.function.UnaryOperator;

/** Text of a recommendation's reason, for the live page and the commands {@code demo} and {@code watch}. */
public final class ReasonText {
    private static final int KEYWORDS_MAX = 3;

    private ReasonText() {}

    /**
     * Describes in a few words why an article was recommended; {@code titleOf} gives the titles of articles.
     *
     * @param titleOf maps an article id to its title, or to the id if the title is unknown
     */
    public static String of(Reason reason, UnaryOperator<String> titleOf) {
        if (reason instanceof Reason.ReadersWentOn wentOn) {
            return "Readers of “" + titleOf.apply(wentOn.articleId()) + "” went on to this";
        }
        if (reason instanceof Reason.Resembles resembles) {
            return "Like “" + titleOf.apply(resembles.articleId()) + "”";
        }
        if (reason instanceof Reason.SharedKeywords shared) {
            List<String> keywords = shared.keywords();
            return "About " + String.join(", ", keywords.subList(0, Math.min(KEYWORDS_MAX, keywords.size())));
        }
        if (reason instanceof Reason.Trending trending) {
            return trending.scope().equals(Trending.ALL) ? "Among the most read" : "Most read in " + trending.scope();
        }
        if (reason instanceof Reason.NewInCategory fresh) {
            return "New in " + fresh.category();
        }
        return "New, still finding its readers";
    }
}
