package io.freshet.topology.words;

import io.freshet.article.ArticleUnderstanding;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.TopologyContext;
import io.freshet.topology.message.ArticleWords;
import io.freshet.topology.message.WordCommand;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Passes articles and operators' commands to the {@link WordTask}, which learns words and statistics. */
public final class LearnWordsProcessor extends ContextualProcessor<String, Object, Object, Object> {
    /** Minimum time between two publications of learned words. */
    private static final Duration WORDS_INTERVAL = Duration.ofMillis(250);
    /** Minimum time between two publications of statistics. */
    private static final Duration STATISTICS_INTERVAL = Duration.ofSeconds(1);

    private final TopologyContext topology;
    private final ArticleUnderstanding understanding;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private WordTask task;

    public LearnWordsProcessor(TopologyContext topology) {
        this.topology = topology;
        this.understanding = new ArticleUnderstanding(topology.language().articles());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        super.init(context);
        task = new WordTask(topology, understanding, context);
        context.schedule(WORDS_INTERVAL, PunctuationType.WALL_CLOCK_TIME, task::publishWords);
        context.schedule(STATISTICS_INTERVAL, PunctuationType.WALL_CLOCK_TIME, task::publishStatistics);
    }

    @Override
    public void process(Record<String, Object> record) {
        if (record.value() instanceof ArticleWords article) {
            task.learn(
                    article,
                    context().recordMetadata().map(RecordMetadata::offset).orElse(0L));
        } else if (record.value() instanceof WordCommand command) {
            task.apply(command);
        }
    }

    /** Unregisters the gauges of word learning, because another instance may run the task next. */
    @Override
    public void close() {
        topology.measurements().record(new Measurement.WordLearningClosed());
    }
}
