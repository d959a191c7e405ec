package io.freshet.topology.article;

import io.freshet.recommend.catalogue.Catalogue;
import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.context.Measurement;
import io.freshet.topology.context.Measurements;
import io.freshet.topology.message.CatalogueEntry;
import io.freshet.topology.message.CatalogueKey;
import io.freshet.topology.store.ObjectStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Fills this instance's in-memory catalogue of articles from the topic {@code catalogue}. Kafka Streams calls the
 * processor for every record, at a start as well as later.
 */
public final class FillCatalogueProcessor extends ContextualProcessor<CatalogueKey, CatalogueEntry, Void, Void> {
    private final Measurements measurements;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ObjectStore<Catalogue> catalogue;

    private long startMillis;

    public FillCatalogueProcessor(Measurements measurements) {
        this.measurements = measurements;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        catalogue = context.getStateStore(GlobalStores.CATALOGUE);
        startMillis = context.currentSystemTimeMs();
    }

    @Override
    public void process(Record<CatalogueKey, CatalogueEntry> record) {
        // Records from before the start are restored, so their age is no latency.
        boolean isNew = record.timestamp() >= startMillis;
        catalogue.write(articles -> {
            long evictionsBefore = articles.evictions();
            fill(articles, record);
            measurements.record(new Measurement.ArticlesEvicted(articles.evictions() - evictionsBefore));
        });
        if (isNew && record.value() instanceof CatalogueEntry.Described) {
            measurements.record(
                    new Measurement.PublishToCatalogue(context().currentSystemTimeMs() - record.timestamp()));
        }
        measurements.record(new Measurement.CatalogueSize(catalogue.read(Catalogue::size)));
        if (isNew) {
            catalogue.workBesideReaders(Catalogue::index);
        }
    }

    private static void fill(Catalogue articles, Record<CatalogueKey, CatalogueEntry> record) {
        if (record.value() instanceof CatalogueEntry.Described described) {
            articles.putDescription(described.description());
        } else if (record.value() instanceof CatalogueEntry.Activity published) {
            articles.putActivity(published.activity());
        } else if (record.value() instanceof CatalogueEntry.AnnouncedMarker) {
            articles.markAnnounced();
        } else {
            articles.withdraw(record.key().articleId());
        }
    }
}
