package io.freshet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.Topics;
import io.freshet.event.ArticleProfile;
import io.freshet.event.Keyword;
import io.freshet.event.Recommendations;
import io.freshet.text.Sentence;
import io.freshet.text.Tokenizer;
import io.freshet.topology.message.InternalTopics;
import io.freshet.topology.message.WordCommand;
import io.freshet.topology.message.WordEntry;
import io.freshet.topology.message.WordKey;
import io.freshet.vector.FloatVector;
import io.freshet.words.LearnedWord;
import io.freshet.words.SimilarWord;
import io.freshet.words.WordModel;
import io.freshet.words.train.SentenceSource;
import io.freshet.words.train.TrainingProgress;
import io.freshet.words.train.TrainingSettings;
import io.freshet.words.train.Word2VecTrainer;
import io.freshet.words.train.WordAlgorithm;
import io.freshet.words.train.WordObjective;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of names that nobody has seen before, step by step, as the articles that bring them up come in. */
class CoinedNamesTest {
    private static final List<String> SHOWS = List.of("视频", "直播", "粉丝", "明星", "短片", "搞笑", "节目", "平台", "观众", "主播");
    private static final List<String> MARKETS = List.of("股市", "银行", "投资", "利率", "基金", "股票", "债券", "市场", "经济", "通胀");
    private static final List<String> ENGLISH_SHOWS =
            List.of("video", "stream", "fans", "channel", "comedy", "show", "platform", "viewers", "host", "clip");
    private static final List<String> ENGLISH_MARKETS = List.of(
            "shares", "bank", "investors", "rates", "fund", "stocks", "bonds", "market", "economy", "inflation");

    private static WordModel base;

    private final TopologyFixture freshet = new TopologyFixture(base);
    private final TestOutputTopic<String, Recommendations> lists = freshet.output(Topics.RECOMMENDATIONS);
    private final TestOutputTopic<String, ArticleProfile> profiles = freshet.output(Topics.ARTICLE_PROFILES);
    private final TestOutputTopic<WordKey, WordEntry> words = freshet.driver.createOutputTopic(
            "freshet.word-vectors",
            InternalTopics.WORD_VECTORS.keySerde().deserializer(),
            InternalTopics.WORD_VECTORS.valueSerde().deserializer());
    private final Map<String, LearnedWord> learned = new HashMap<>();
    private final Random random = new Random(5);

    @BeforeAll
    static void trainBase() throws IOException {
        Random random = new Random(1);
        List<List<String>> sentences = new ArrayList<>();
        for (int number = 0; number < 2_000; number++) {
            List<String> subject =
                    List.of(SHOWS, MARKETS, ENGLISH_SHOWS, ENGLISH_MARKETS).get(number % 4);
            String text = number % 4 < 2 ? chinese(subject, 8, random) : english(subject, 8, random);
            Tokenizer.forLanguage(number % 4 < 2 ? "zh" : "en").sentences(text, 1_000).stream()
                    .map(Sentence::terms)
                    .forEach(sentences::add);
        }
        TrainingSettings settings = new TrainingSettings(
                WordAlgorithm.SKIP_GRAM,
                WordObjective.NEGATIVE_SAMPLING,
                24,
                new TrainingSettings.Sampling(5, 5, 0),
                new TrainingSettings.VocabularyLimits(1, 1_000),
                new TrainingSettings.Schedule(.05, 8),
                1);
        base = WordModel.of(
                new Word2VecTrainer().train(SentenceSource.of(sentences), settings, TrainingProgress.Listener.NONE));
    }

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void chineseNameThatTheTokeniserTakesApartIsOneWordAfterItsThirdUseAndItsArticlesAreFound() {
        newsOfTheDay();

        // Two articles bring the name up. It is "papi" and "酱" to the tokeniser, which are no words of the model.
        publish("papi-1", "明星papi酱走红", chinese(SHOWS, 12, random));
        publish("papi-2", "观众喜欢papi酱视频", chinese(SHOWS, 12, random));
        settle();
        assertThat(read("papi_酱")).isEmpty();

        // The third use makes it a word, at once, near what its articles are about.
        publish("papi-3", "主播papi酱回应粉丝", chinese(SHOWS, 12, random));
        settle();
        assertThat(freshet.measured.wordsAdmitted).contains("papi酱");
        assertThat(freshet.measured.compoundsLearned).isPositive();
        LearnedWord papi = read("papi_酱").orElseThrow();
        assertThat(papi.count()).isEqualTo(3);
        assertThat(nearest(papi)).isSubsetOf(SHOWS);

        // From now on an article that names it is read with it as one word, which is a keyword as it is written.
        profiles.readKeyValuesToList();
        publish("papi-4", "Papi酱和朋友", "Papi酱昨天说，papi酱不会离开。Papi酱的朋友也在。");
        settle();
        ArticleProfile profile = lastProfiles().get("papi-4");
        assertThat(profile.keywords()).extracting(Keyword::text).contains("papi酱");

        // This article has no other word that the model knows: its place among the shows is due to the name alone.
        settle();
        lists.readKeyValuesToList();
        freshet.click("fan", "papi-4");
        List<String> recommended = lists.readValue().articleIds();
        assertThat(recommended.subList(0, 3)).allMatch(id -> id.startsWith("papi") || id.startsWith("shows"));
        assertThat(recommended).contains("papi-1", "papi-2", "papi-3");

        // What was known of a name when its first articles came is not what is known now: they were looked at again.
        assertThat(freshet.measured.reembedded.get(true)).isPositive();
    }

    @Test
    void englishNameAndPhraseAreLearnedAsTheirArticlesCome() {
        newsOfTheDay();
        for (int article = 0; article < 12; article++) {
            String left = ENGLISH_SHOWS.get(random.nextInt(10));
            publish(
                    "velura-" + article,
                    left + " Quantum Harbour " + ENGLISH_SHOWS.get(random.nextInt(10)),
                    "Viewers watch Velura. " + english(ENGLISH_SHOWS, 10, random));
            if (article == 1) {
                settle();
                assertThat(read("velura")).isEmpty();
            }
        }
        settle();

        assertThat(nearest(read("velura").orElseThrow())).isSubsetOf(ENGLISH_SHOWS);
        assertThat(freshet.measured.wordsAdmitted).contains("velura", "quantum harbour");
        assertThat(nearest(read("quantum_harbour").orElseThrow())).isSubsetOf(ENGLISH_SHOWS);

        publish("harbour", "Quantum Harbour returns", "");
        settle();
        assertThat(lastProfiles().get("harbour").keywords())
                .extracting(Keyword::text)
                .contains("Quantum Harbour");
        lists.readKeyValuesToList();
        freshet.click("viewer", "harbour");
        assertThat(lists.readValue().articleIds()).anyMatch(id -> id.startsWith("velura"));
    }

    @Test
    void operatorTakesBackWhatWasLearnedSinceTheSnapshotAndEveryInstanceForgetsIt() {
        newsOfTheDay();
        command(WordCommand.SNAPSHOT);
        assertThat(freshet.measured.wordSnapshots).isOne();
        int compounds = freshet.measured.compoundsLearned;
        Map<String, FloatVector> before = vectors();
        for (int article = 0; article < 3; article++) {
            publish("papi-" + article, SHOWS.get(article) + "papi酱" + SHOWS.get(article + 3), "");
        }
        settle();
        assertThat(read("papi_酱")).isPresent();

        command(WordCommand.ROLL_BACK);
        settle();

        assertThat(read("papi_酱")).isEmpty();
        assertThat(vectors()).isEqualTo(before);
        assertThat(freshet.measured.wordRollbacks).isOne();
        assertThat(freshet.measured.compoundsLearned).isEqualTo(compounds);
        profiles.readKeyValuesToList();
        publish("papi-9", "主播papi酱", "");
        settle();
        assertThat(lastProfiles().get("papi-9").keywords())
                .extracting(Keyword::text)
                .doesNotContain("papi_酱");
    }

    /** Ordinary articles of both subjects, so that chance can be told from names. */
    private void newsOfTheDay() {
        for (int article = 0; article < 30; article++) {
            publish("shows-" + article, chinese(SHOWS, 4, random), chinese(SHOWS, 12, random));
            publish("markets-" + article, chinese(MARKETS, 4, random), chinese(MARKETS, 12, random));
            publish("watch-" + article, english(ENGLISH_SHOWS, 4, random), english(ENGLISH_SHOWS, 25, random));
            publish("trade-" + article, english(ENGLISH_MARKETS, 4, random), english(ENGLISH_MARKETS, 25, random));
        }
        settle();
    }

    private void publish(String id, String title, String body) {
        freshet.publish(TopologyFixture.article(id, title, body, null));
    }

    private void command(WordCommand command) {
        freshet.send(
                InternalTopics.WORD_COMMANDS,
                Serdes.String().serializer().serialize("topic", "freshet"),
                InternalTopics.WORD_COMMANDS.valueSerde().serializer().serialize("topic", command));
    }

    /** The word as it was published last, empty if it never was or has left. */
    private Optional<LearnedWord> read(String word) {
        return Optional.ofNullable(all().get(word));
    }

    private Map<String, LearnedWord> all() {
        for (KeyValue<WordKey, WordEntry> entry : words.readKeyValuesToList()) {
            if (entry.value instanceof WordEntry.Learned published) {
                learned.put(published.word().word(), published.word());
            } else if (entry.value == null && entry.key instanceof WordKey.Word gone) {
                learned.remove(gone.word());
            }
        }
        return Map.copyOf(learned);
    }

    /** What others see of the words. */
    private Map<String, FloatVector> vectors() {
        Map<String, FloatVector> vectors = new HashMap<>();
        all().forEach((word, published) -> vectors.put(word, published.input()));
        return vectors;
    }

    private Map<String, ArticleProfile> lastProfiles() {
        return profiles.readKeyValuesToMap();
    }

    private static List<String> nearest(LearnedWord word) {
        return base.nearest(word.input().toArray(), 3, other -> true).stream()
                .map(SimilarWord::word)
                .toList();
    }

    private static String chinese(List<String> subject, int count, Random random) {
        return text(subject, count, "，", random);
    }

    private static String english(List<String> subject, int count, Random random) {
        return text(subject, count, " ", random);
    }

    private static String text(List<String> subject, int count, String separator, Random random) {
        List<String> chosen = new ArrayList<>();
        for (int word = 0; word < count; word++) {
            chosen.add(subject.get(random.nextInt(subject.size())));
        }
        return String.join(separator, chosen);
    }

    /** Words are learned, and articles understood again a few at a time. */
    private void settle() {
        for (int round = 0; round < 20; round++) {
            freshet.pass(Duration.ofMillis(400));
        }
    }
}
