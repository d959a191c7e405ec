package io.freshet.topology;

import io.freshet.recommend.RankerPool;
import io.freshet.recommend.RankerWeights;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Keeps on this instance what the rankers of all reader tasks published last. */
final class FillRankerPoolProcessor extends ContextualProcessor<String, RankerWeights, Void, Void> {

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ObjectStore<RankerPool> pool;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        pool = context.getStateStore(FreshetTopology.RANKER_POOL);
    }

    @Override
    public void process(Record<String, RankerWeights> record) {
        RankerWeights weights = record.value();
        if (weights == null) {
            pool.write(known -> known.remove(record.key()));
        } else {
            pool.write(known -> known.put(record.key(), weights));
        }
    }
}
