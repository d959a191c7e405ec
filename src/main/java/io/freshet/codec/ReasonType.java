package io.freshet.codec;

import io.freshet.event.Reason;

/** Types of reasons for a recommendation ({@link Reason}); in JSON, the value of a reason's field {@code type}. */
public enum ReasonType {
    READERS_WENT_ON(Reason.ReadersWentOn.class),
    RESEMBLES(Reason.Resembles.class),
    SHARED_KEYWORDS(Reason.SharedKeywords.class),
    TRENDING(Reason.Trending.class),
    NEW_IN_CATEGORY(Reason.NewInCategory.class),
    EXPLORATION(Reason.Exploration.class);

    private final Class<? extends Reason> reasonClass;
    private final String label = JsonNames.of(this);

    ReasonType(Class<? extends Reason> reasonClass) {
        this.reasonClass = reasonClass;
    }

    public static ReasonType of(Reason reason) {
        for (ReasonType type : values()) {
            if (type.reasonClass.isInstance(reason)) {
                return type;
            }
        }
        throw new IllegalArgumentException(reason.getClass() + " has no ReasonType; add a constant for it");
    }

    /** Name of this type in JSON, such as {@code readers-went-on}. */
    public String label() {
        return label;
    }
}
