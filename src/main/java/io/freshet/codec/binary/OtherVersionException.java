package io.freshet.codec.binary;

/**
 * Signals that another build wrote bytes of an internal topic or store in a version that this build cannot read. The
 * bytes are valid, so their record must not be dropped: the instance has to stop.
 */
public final class OtherVersionException extends MalformedBytesException {
    private static final long serialVersionUID = 1L;

    OtherVersionException(String name, String topic, int found, int version) {
        super(name + " on " + topic + " is of version " + found + ", this build reads " + version
                + (found > version
                        ? ": a newer build wrote it; run that build, or delete all state with 'freshet reset'"
                        : ": an older build wrote it; delete all state with 'freshet reset', and Freshet learns it"
                                + " again from the input topics"));
    }
}
