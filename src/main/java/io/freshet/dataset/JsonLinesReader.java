package io.freshet.dataset;

import java.util.function.Consumer;

/** Reads events in Freshet's own format, one JSON object per line. */
final class JsonLinesReader extends RecordReader {
    private final LineReader lines;
    private final EventKind kind;
    private final JsonDecoders decoders;

    JsonLinesReader(StoredFile file, EventKind kind, DatasetSettings settings) {
        super(file, settings.badLines());
        this.lines = new LineReader(file);
        this.kind = kind;
        this.decoders = settings.decoders();
        if (kind == EventKind.ERASURE) {
            throw new IllegalArgumentException("erasures cannot be read from JSON lines: a line has no key");
        }
    }

    @Override
    boolean readRecord(Consumer<TimedEvent> events) {
        if (!lines.advance()) {
            return false;
        }
        events.accept(decode(lines.bytes()));
        return true;
    }

    private TimedEvent decode(byte[] line) {
        try {
            return switch (kind) {
                case ARTICLE -> TimedEvent.Announced.of(decoders.article().apply(line));
                case CLICK -> new TimedEvent.Clicked(decoders.click().apply(line));
                case IMPRESSION -> new TimedEvent.Shown(decoders.impression().apply(line));
                case ERASURE -> throw new IllegalStateException("the constructor rejects erasures");
            };
        } catch (RuntimeException e) {
            // Decoders may throw any exception of their format library; the line is invalid in every case.
            throw new BadLineException(lines.at(), String.valueOf(e.getMessage()), "correct the line", e);
        }
    }
}
