package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerClockTest {
    private static final long MILLI = 1_000_000;
    private final AnswerClock clock = new AnswerClock(2);

    @Test
    void waitingBeginsWhenAClickIsDueAndNotWhenItIsSent() {
        clock.clickDue("anna", 1, 0, 0);

        clock.answered("anna", 1, 30 * MILLI);

        assertThat(clock.clickToList().get(0).getMaxValue() / 1_000).isEqualTo(30);
        assertThat(clock.unansweredClicks()).isZero();
    }

    @Test
    void oneListAnswersAllClicksItLearnedFromAndNoLaterOne() {
        clock.clickDue("anna", 10, 0, 0);
        clock.clickDue("anna", 20, 10 * MILLI, 0);
        clock.clickDue("anna", 30, 20 * MILLI, 1);

        clock.answered("anna", 20, 50 * MILLI);

        assertThat(clock.unansweredClicks()).isEqualTo(1);
        assertThat(clock.clickToList()).singleElement().satisfies(first -> {
            assertThat(first.getTotalCount()).isEqualTo(2);
            assertThat(first.getMinValue() / 1_000).isEqualTo(40);
            assertThat(first.getMaxValue() / 1_000).isEqualTo(50);
        });
    }

    @Test
    void eachRepeatHasFiguresOfItsOwn() {
        clock.clickDue("anna", 1, 0, 0);
        clock.clickDue("bruno", 2, 0, 1);

        clock.answered("anna", 1, MILLI);
        clock.answered("bruno", 2, 5 * MILLI);

        assertThat(clock.clickToList()).hasSize(2);
        assertThat(clock.clickToList().get(1).getMaxValue() / 1_000).isEqualTo(5);
    }

    @Test
    void articleIsTimedToItsFirstListAndToTheCatalogueApart() {
        clock.articleDue("a", 0, 0);
        clock.articleDue("b", 0, 0);

        clock.catalogued("a", 2 * MILLI);
        clock.listed(List.of("x", "a"), 7 * MILLI);
        clock.listed(List.of("a"), 900 * MILLI);

        assertThat(clock.publishToCatalogue().get(0).getMaxValue() / 1_000).isEqualTo(2);
        assertThat(clock.publishToList().get(0).getTotalCount()).isEqualTo(1);
        assertThat(clock.publishToList().get(0).getMaxValue() / 1_000).isEqualTo(7);
        assertThat(clock.unlistedArticles()).isEqualTo(1);
        assertThat(clock.uncataloguedArticles()).isEqualTo(1);
    }

    @Test
    void listOfAReaderWhoDidNotClickAnswersNothing() {
        clock.answered("nobody", 1, MILLI);

        assertThat(clock.clickToList()).isEmpty();
    }
}
