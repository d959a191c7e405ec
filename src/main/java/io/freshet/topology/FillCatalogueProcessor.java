package io.freshet.topology;

import io.freshet.codec.CatalogueEntry;
import io.freshet.codec.CatalogueKey;
import io.freshet.recommend.Catalogue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Fills this instance's catalogue from its topic; Streams calls it for every record, on start and for ever after. */
final class FillCatalogueProcessor extends ContextualProcessor<CatalogueKey, CatalogueEntry, Void, Void> {
    private final Measurements measurements;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ObjectStore<Catalogue> catalogue;

    private long startMillis;

    FillCatalogueProcessor(Measurements measurements) {
        this.measurements = measurements;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        catalogue = context.getStateStore(FreshetTopology.CATALOGUE);
        startMillis = context.currentSystemTimeMs();
    }

    @Override
    public void process(Record<CatalogueKey, CatalogueEntry> record) {
        CatalogueEntry entry = record.value();
        if (entry instanceof CatalogueEntry.Described described) {
            catalogue.write(articles -> articles.describe(described.description()));
            // Older records are read again on start, long after they were new.
            if (record.timestamp() >= startMillis) {
                measurements.publishToCatalogue(context().currentSystemTimeMs() - record.timestamp());
            }
        } else if (entry instanceof CatalogueEntry.Learned learned) {
            catalogue.write(articles -> articles.learn(learned.activity()));
        } else {
            catalogue.write(articles -> articles.withdraw(record.key().articleId()));
        }
        if (record.timestamp() >= startMillis) {
            catalogue.write(Catalogue::index);
        }
        measurements.catalogueSize(catalogue.read(Catalogue::size));
    }
}
