package io.freshet.web.page;

import io.freshet.event.Reason;
import io.freshet.event.Trending;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reasons in words: on the page, in the demo and in what {@code watch} prints. */
public final class ReasonText {
    private static final int KEYWORDS_MAX = 3;

    private ReasonText() {}

    /**
     * The reason as a person would say it.
     *
     * @param titleOf the title of an article, or what else to call it
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
