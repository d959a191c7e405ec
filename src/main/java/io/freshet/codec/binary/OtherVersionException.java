package io.freshet.codec.binary;

/**
 * Bytes of an internal topic or store that another build wrote, in a version that this build cannot read. No event is
 * invalid, so no event may be dropped: the instance has to stop.
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
