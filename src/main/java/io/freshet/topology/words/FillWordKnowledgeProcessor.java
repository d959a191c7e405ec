package io.freshet.topology.words;

import io.freshet.topology.context.GlobalStores;
import io.freshet.topology.message.WordEntry;
import io.freshet.topology.message.WordKey;
import io.freshet.topology.store.ObjectStore;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Fills this instance's word knowledge (learned words and article statistics) from the topic {@code word-vectors}. */
public final class FillWordKnowledgeProcessor extends ContextualProcessor<WordKey, WordEntry, Void, Void> {

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else.
    private ObjectStore<WordKnowledge> language;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        language = context.getStateStore(GlobalStores.WORD_KNOWLEDGE);
    }

    @Override
    public void process(Record<WordKey, WordEntry> record) {
        WordEntry entry = record.value();
        if (entry instanceof WordEntry.Learned learned) {
            language.write(known -> known.words().overlay().put(learned.word()));
        } else if (entry instanceof WordEntry.Statistics statistics) {
            language.write(
                    known -> known.replace(known.statistics().with(statistics.language(), statistics.statistics())));
        } else if (entry instanceof WordEntry.CategoryCounts ofWord) {
            language.write(known -> known.categoryWords().put(ofWord.counts()));
        } else if (entry instanceof WordEntry.BaseModel model) {
            language.write(known -> known.noteModel(model.fingerprint()));
        } else if (record.key() instanceof WordKey.Word gone) {
            language.write(known -> known.words().overlay().remove(gone.word()));
        } else if (record.key() instanceof WordKey.CategoryCounts gone) {
            language.write(known -> known.categoryWords().remove(gone.word()));
        } else if (record.key() instanceof WordKey.Statistics gone) {
            language.write(known -> known.replace(known.statistics().without(gone.language())));
        }
    }
}
