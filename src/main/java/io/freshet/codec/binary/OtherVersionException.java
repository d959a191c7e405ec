package io.freshet.codec.binary;

/**
 * Bytes of an internal topic or store that another build wrote, in a version this one cannot read. Nothing is wrong with
 * any single event, so none must be given up for it: the instance has to stop.
 */
public final class OtherVersionException extends MalformedBytesException {
    private static final long serialVersionUID = 1L;

    OtherVersionException(String name, String topic, int found, int version) {
        super(name + " on " + topic + " is of version " + found + ", this build reads " + version
                + (found > version
                        ? ": a newer build wrote it; run that one, or forget what was learned with 'freshet reset'"
                        : ": an older build wrote it; forget what was learned with 'freshet reset', and it is learned"
                                + " anew from the input topics"));
    }
}
