package io.freshet.topology.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.codec.contract.Topics;
import io.freshet.event.Recommendations;
import io.freshet.recommend.Experiment;
import io.freshet.recommend.settings.ListSettings;
import io.freshet.recommend.settings.RecommendSettings;
import io.freshet.topology.TopologyFixture;
import io.freshet.words.WordModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final int DIMENSION = 16;
    private static final RecommendSettings LIVE = RecommendSettings.defaults().withDimension(DIMENSION);
    private static final RecommendSettings SHORT = withListSize(LIVE, 3);

    private TopologyFixture freshet = new TopologyFixture();

    @AfterEach
    void close() {
        freshet.close();
    }

    private static RecommendSettings withListSize(RecommendSettings settings, int size) {
        return settings.withLists(lists -> new ListSettings(
                size,
                lists.duplicates(),
                lists.diversity(),
                new ListSettings.Exploration(
                        0, lists.exploration().hours(), lists.exploration().reads()),
                lists.reasonsMax(),
                lists.materialChange()));
    }

    private void start(Experiment experiment) {
        freshet.close();
        freshet = new TopologyFixture(WordModel.empty(DIMENSION), LIVE, Optional.of(experiment));
    }

    private void readSome() {
        for (int reader = 0; reader < 8; reader++) {
            for (int article = 0; article < 8; article++) {
                freshet.click("reader-" + reader, "article-" + article);
                freshet.pass(Duration.ofMillis(400));
            }
        }
    }

    @Test
    void shadowListsGoToATopicOfTheirOwnAndAreJudgedByTheSameClicks() {
        start(new Experiment(Experiment.Mode.SHADOW, 0, SHORT));
        TestOutputTopic<String, Recommendations> seen = freshet.output(Topics.RECOMMENDATIONS);
        TestOutputTopic<String, Recommendations> unseen = freshet.output(Topics.SHADOW_RECOMMENDATIONS);
        readSome();
        seen.readValuesToList();
        unseen.readValuesToList();
        freshet.measured.places.clear();
        freshet.measured.treatmentPlaces.clear();
        freshet.measured.compared.clear();

        freshet.click("me", "article-0");
        List<String> list = seen.readValue().articleIds();
        assertThat(list).hasSizeGreaterThan(3);
        assertThat(unseen.readValue().articleIds()).hasSize(3);
        // In line 5 of the one, and so in no line of the other.
        freshet.click("me", list.get(4));

        assertThat(freshet.measured.places).containsExactly(4);
        assertThat(freshet.measured.treatmentPlaces).containsExactly(-1);
        assertThat(freshet.measured.compared).containsExactly("OptionalInt[1] OptionalInt[0]");
        freshet.erase("me");
        List<KeyValue<String, Recommendations>> last = unseen.readKeyValuesToList();
        assertThat(last.get(last.size() - 1)).isEqualTo(KeyValue.pair("me", null));
    }

    @Test
    void splitShowsSomeReadersWhatIsTriedAndJudgesEachByWhatTheySaw() {
        Experiment experiment = new Experiment(Experiment.Mode.SPLIT, .5, SHORT);
        start(experiment);
        TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
        TestOutputTopic<String, Recommendations> shadow = freshet.output(Topics.SHADOW_RECOMMENDATIONS);
        readSome();
        lists.readValuesToList();
        freshet.measured.compared.clear();

        for (int reader = 0; reader < 20; reader++) {
            String userId = "late-" + reader;
            freshet.click(userId, "article-0");
            assertThat(lists.readValue().articleIds().size() == 3).isEqualTo(experiment.assigns(userId));
            freshet.click(userId, "article-1");
            lists.readValue();
        }

        long picked = IntStream.range(0, 20)
                .filter(reader -> experiment.assigns("late-" + reader))
                .count();
        assertThat(picked).isBetween(4L, 16L);
        assertThat(freshet.measured.compared)
                .filteredOn(compared -> compared.startsWith("OptionalInt.empty"))
                .hasSize((int) picked);
        assertThat(freshet.measured.compared)
                .filteredOn(compared -> compared.endsWith("OptionalInt.empty"))
                .hasSize(20 - (int) picked);
        assertThat(shadow.isEmpty()).isTrue();
    }

    @Test
    void readersArePickedInTheShareAskedForAndAlwaysTheSame() {
        Experiment tenth = new Experiment(Experiment.Mode.SPLIT, .1, SHORT);
        assertThat(IntStream.range(0, 20_000)
                        .filter(reader -> tenth.assigns("r" + reader))
                        .count())
                .isBetween(1_850L, 2_150L);
        assertThat(new Experiment(Experiment.Mode.SPLIT, 0, SHORT).assigns("r1"))
                .isFalse();
        assertThat(new Experiment(Experiment.Mode.SPLIT, 1, SHORT).assigns("r1"))
                .isTrue();
    }

    @Test
    void settingsThatShapeSharedStateCannotBeTried() {
        Experiment wider = new Experiment(
                Experiment.Mode.SHADOW, 0, RecommendSettings.defaults().withDimension(8));
        assertThatThrownBy(() -> wider.requireSameState(LIVE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vectors");
        assertThatThrownBy(() -> new Experiment(Experiment.Mode.SPLIT, 1.5, SHORT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share is 1.5");
    }
}
