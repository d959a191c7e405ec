package io.freshet.topology.reader;

import io.freshet.recommend.rank.RankerPool;
import io.freshet.recommend.rank.RankerWeights;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.store.ObjectStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Collects the latest ranker weights of all reader tasks in this instance's {@link RankerPool}. */
public final class FillRankerPoolProcessor extends ContextualProcessor<String, RankerWeights, Void, Void> {

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ObjectStore<RankerPool> pool;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        pool = context.getStateStore(GlobalStores.RANKER_POOL);
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
