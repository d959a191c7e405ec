package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
    private static final long MILLI = 1_000_000;
    private final LatencyRecorder latency = new LatencyRecorder(2);

    @Test
    void latencyStartsWhenAClickIsDue() {
        latency.clickDue("anna", 1, 0, 0);

        latency.clickAnswered("anna", 1, 30 * MILLI);

        assertThat(latency.clickToList().get(0).getMaxValue() / 1_000).isEqualTo(30);
        assertThat(latency.unansweredClicks()).isZero();
    }

    @Test
    void listAnswersAllClicksUpToItsEventTimeAndNoLaterOne() {
        latency.clickDue("anna", 10, 0, 0);
        latency.clickDue("anna", 20, 10 * MILLI, 0);
        latency.clickDue("anna", 30, 20 * MILLI, 1);

        latency.clickAnswered("anna", 20, 50 * MILLI);

        assertThat(latency.unansweredClicks()).isEqualTo(1);
        assertThat(latency.clickToList()).singleElement().satisfies(first -> {
            assertThat(first.getTotalCount()).isEqualTo(2);
            assertThat(first.getMinValue() / 1_000).isEqualTo(40);
            assertThat(first.getMaxValue() / 1_000).isEqualTo(50);
        });
    }

    @Test
    void eachRepeatHasItsOwnHistogram() {
        latency.clickDue("anna", 1, 0, 0);
        latency.clickDue("bruno", 2, 0, 1);

        latency.clickAnswered("anna", 1, MILLI);
        latency.clickAnswered("bruno", 2, 5 * MILLI);

        assertThat(latency.clickToList()).hasSize(2);
        assertThat(latency.clickToList().get(1).getMaxValue() / 1_000).isEqualTo(5);
    }

    @Test
    void articleHasOneLatencyToTheCatalogueAndOneToItsFirstList() {
        latency.articleDue("a", 0, 0);
        latency.articleDue("b", 0, 0);

        latency.articleCatalogued("a", 2 * MILLI);
        latency.articlesListed(List.of("x", "a"), 7 * MILLI);
        latency.articlesListed(List.of("a"), 900 * MILLI);

        assertThat(latency.publishToCatalogue().get(0).getTotalCount()).isEqualTo(1);
        assertThat(latency.publishToCatalogue().get(0).getMaxValue() / 1_000).isEqualTo(2);
        assertThat(latency.publishToList().get(0).getTotalCount()).isEqualTo(1);
        assertThat(latency.publishToList().get(0).getMaxValue() / 1_000).isEqualTo(7);
        assertThat(latency.unlistedArticles()).isEqualTo(1);
    }

    @Test
    void listOfAReaderWithoutClicksRecordsNoLatency() {
        latency.clickAnswered("nobody", 1, MILLI);

        assertThat(latency.clickToList()).isEmpty();
    }
}
