package io.freshet.codec.binary;

import io.freshet.codec.ReasonType;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trigger;
import java.util.List;

/**
 * Byte layout of a recommendation list within a reader's state. {@link ByteWriter} defines the types named below.
 *
 * <pre>
 * text     recommendationId
 * integer  generatedAtMillis (before version 3 of {@link ReaderStateLayout} the event time)
 * integer  asOfMillis (from version 3 of {@link ReaderStateLayout} on)
 * byte     trigger: 0 click, 1 article, 2 withdrawal, 3 refresh
 * list     items: text articleId, double score, list of reasons
 *
 * reason:  byte 0 readers-went-on  and text articleId
 *          byte 1 resembles        and text articleId
 *          byte 2 shared-keywords  and list of text
 *          byte 3 trending         and text scope
 *          byte 4 new-in-category  and text category
 *          byte 5 exploration
 * </pre>
 */
final class RecommendationsLayout {
    private static final List<Trigger> TRIGGERS =
            List.of(Trigger.CLICK, Trigger.ARTICLE, Trigger.WITHDRAWAL, Trigger.REFRESH);
    private static final List<ReasonType> REASON_TYPES = List.of(
            ReasonType.READERS_WENT_ON,
            ReasonType.RESEMBLES,
            ReasonType.SHARED_KEYWORDS,
            ReasonType.TRENDING,
            ReasonType.NEW_IN_CATEGORY,
            ReasonType.EXPLORATION);

    private RecommendationsLayout() {}

    static void write(Recommendations list, ByteWriter out) {
        out.writeText(list.recommendationId());
        out.writeInteger(list.generatedAtMillis());
        out.writeInteger(list.asOfMillis());
        out.writeConstant(TRIGGERS, list.trigger());
        out.writeList(list.items(), RecommendationsLayout::writeItem);
    }

    /**
     * Reads a recommendation list of the reader {@code userId}, whose id the bytes do not contain. The bytes contain
     * the field {@code asOfMillis} only if {@code hasAsOf}.
     *
     * @param hasAsOf true from version 3 of {@link ReaderStateLayout} on; otherwise {@code generatedAtMillis} serves as
     *     {@code asOfMillis}
     */
    static Recommendations read(String userId, ByteReader in, boolean hasAsOf) {
        String recommendationId = in.readText();
        long generatedAtMillis = in.readInteger();
        return new Recommendations(
                userId,
                recommendationId,
                generatedAtMillis,
                hasAsOf ? in.readInteger() : generatedAtMillis,
                in.readConstant(TRIGGERS),
                in.readList(RecommendationsLayout::readItem));
    }

    private static void writeItem(RecommendedArticle item, ByteWriter out) {
        out.writeText(item.articleId());
        out.writeDouble(item.score());
        out.writeList(item.reasons(), RecommendationsLayout::writeReason);
    }

    private static RecommendedArticle readItem(ByteReader in) {
        return new RecommendedArticle(in.readText(), in.readDouble(), in.readList(RecommendationsLayout::readReason));
    }

    private static void writeReason(Reason reason, ByteWriter out) {
        out.writeConstant(REASON_TYPES, ReasonType.of(reason));
        if (reason instanceof Reason.ReadersWentOn readersWentOn) {
            out.writeText(readersWentOn.articleId());
        } else if (reason instanceof Reason.Resembles resembles) {
            out.writeText(resembles.articleId());
        } else if (reason instanceof Reason.SharedKeywords sharedKeywords) {
            out.writeTexts(sharedKeywords.keywords());
        } else if (reason instanceof Reason.Trending trending) {
            out.writeText(trending.scope());
        } else if (reason instanceof Reason.NewInCategory newInCategory) {
            out.writeText(newInCategory.category());
        }
    }

    private static Reason readReason(ByteReader in) {
        return switch (in.readConstant(REASON_TYPES)) {
            case READERS_WENT_ON -> new Reason.ReadersWentOn(in.readText());
            case RESEMBLES -> new Reason.Resembles(in.readText());
            case SHARED_KEYWORDS -> new Reason.SharedKeywords(in.readTexts());
            case TRENDING -> new Reason.Trending(in.readText());
            case NEW_IN_CATEGORY -> new Reason.NewInCategory(in.readText());
            case EXPLORATION -> new Reason.Exploration();
        };
    }
}
