package io.freshet.cli;

import io.freshet.event.Reason;
import io.freshet.event.Trending;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reasons in words. */
final class ReasonWords {
    private static final int TITLE_COLUMNS = 36;
    private static final int KEYWORDS_SHOWN = 3;

    /** The title of an article id, or the id. */
    private final UnaryOperator<String> titles;

    ReasonWords(UnaryOperator<String> titles) {
        this.titles = titles;
    }

    /** The strongest reason in words; empty if there is none. */
    String of(List<Reason> reasons) {
        return reasons.isEmpty() ? "" : of(reasons.get(0));
    }

    private String of(Reason reason) {
        if (reason instanceof Reason.ReadersWentOn wentOn) {
            return "because readers of '" + title(wentOn.articleId()) + "' went on to it";
        }
        if (reason instanceof Reason.Resembles resembles) {
            return "like '" + title(resembles.articleId()) + "'";
        }
        if (reason instanceof Reason.SharedKeywords shared) {
            return "shares: "
                    + String.join(
                            ", ",
                            shared.keywords()
                                    .subList(
                                            0,
                                            Math.min(
                                                    KEYWORDS_SHOWN,
                                                    shared.keywords().size())));
        }
        if (reason instanceof Reason.Trending trending) {
            return trending.scope().equals(Trending.ALL) ? "trending now" : "trending in " + trending.scope();
        }
        if (reason instanceof Reason.NewInCategory newIn) {
            return "new in " + newIn.category();
        }
        return "new: let's see how it does";
    }

    private String title(String articleId) {
        return DisplayWidth.cut(titles.apply(articleId), TITLE_COLUMNS);
    }
}
