package io.freshet.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.event.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTextTest {

    @Test
    void everyReasonHasAReadableText() {
        assertThat(word(new Reason.ReadersWentOn("a"))).isEqualTo("Readers of “title of a” went on to this");
        assertThat(word(new Reason.Resembles("a"))).isEqualTo("Like “title of a”");
        assertThat(word(new Reason.SharedKeywords(List.of("tax", "budget", "vote", "bill"))))
                .isEqualTo("About tax, budget, vote");
        assertThat(word(new Reason.Trending("all"))).isEqualTo("Among the most read");
        assertThat(word(new Reason.Trending("sport"))).isEqualTo("Most read in sport");
        assertThat(word(new Reason.NewInCategory("sport"))).isEqualTo("New in sport");
        assertThat(word(new Reason.Exploration())).isEqualTo("New, still finding its readers");
    }

    private static String word(Reason reason) {
        return ReasonText.of(reason, articleId -> "title of " + articleId);
    }
}
