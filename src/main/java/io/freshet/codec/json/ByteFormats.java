package io.freshet.codec.json;

import io.freshet.codec.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Detects formats other than JSON by their bytes, such as schema registry framing, compression, UTF-16 or Avro. The
 * result only improves the message of a rejection; it never decides whether a value is rejected. Takes time linear in
 * the length of the value.
 */
final class ByteFormats {
    private static final int REGISTRY_HEADER_BYTES = 5;
    private static final int LONG_REGISTRY_HEADER_BYTES = 9;
    private static final int GLUE_HEADER_BYTES = 18;
    private static final int HEAD_BYTES_MAX = 16;
    /** Largest field number that still suggests Protobuf: messages number their fields from 1 upwards. */
    private static final int PROTOBUF_FIELD_MAX = 1_000;

    private static final String PLAIN_JSON = "send plain JSON, without a serializer for a schema registry";
    private static final String NOT_COMPRESSED =
            "send uncompressed JSON: the producer's compression.type compresses the records";
    private static final String SERIALIZE_AS_JSON = "serialize the event as JSON in UTF-8";

    private static final List<Signature> SIGNATURES = List.of(
            signature("4f626a01", "an Avro object container file (Obj, version 1)", SERIALIZE_AS_JSON),
            signature("c301", "Avro's single-object encoding (marker c301)", SERIALIZE_AS_JSON),
            signature("1f8b", "gzip", NOT_COMPRESSED),
            signature("28b52ffd", "Zstandard", NOT_COMPRESSED),
            signature("ff060000734e61507059", "framed Snappy", NOT_COMPRESSED),
            signature("82534e4150505900", "Snappy in xerial's blocks", NOT_COMPRESSED),
            signature("04224d18", "an LZ4 frame", NOT_COMPRESSED),
            signature("789c", "zlib", NOT_COMPRESSED),
            signature("78da", "zlib", NOT_COMPRESSED),
            signature("7801", "zlib", NOT_COMPRESSED),
            signature("425a68", "bzip2", NOT_COMPRESSED),
            signature("fd377a585a00", "xz", NOT_COMPRESSED),
            signature("504b0304", "a zip archive", NOT_COMPRESSED),
            signature("50415231", "Parquet", SERIALIZE_AS_JSON),
            signature("aced0005", "Java serialization", "send JSON, not ObjectOutputStream's bytes"),
            signature("3a290a", "Smile", SERIALIZE_AS_JSON),
            signature("d9d9f7", "CBOR", SERIALIZE_AS_JSON),
            signature("0000feff", "UTF-32", "encode the JSON in UTF-8"),
            signature("fffe0000", "UTF-32", "encode the JSON in UTF-8"),
            signature("feff", "UTF-16", "encode the JSON in UTF-8"),
            signature("fffe", "UTF-16", "encode the JSON in UTF-8"));

    private ByteFormats() {}

    /** Detects the format of a value; empty if the format is unknown or the value is merely broken JSON. */
    static Optional<SuspectedFormat> detect(byte[] value) {
        Optional<SuspectedFormat> unicode = otherUnicode(value);
        if (unicode.isPresent()) {
            return unicode;
        }
        Optional<SuspectedFormat> framed = registryFraming(value);
        if (framed.isPresent()) {
            return framed;
        }
        for (Signature signature : SIGNATURES) {
            if (signature.matches(value)) {
                return Optional.of(signature.format());
            }
        }
        int start = firstOfText(value);
        if (start < value.length && value[start] == '<') {
            return suspected("it looks like XML or HTML", "send JSON");
        }
        if (start < value.length && value[start] == '{') {
            return brokenObject(value, start);
        }
        return text(value, start).or(() -> binary(value));
    }

    /**
     * Detects the header that the serializer of a schema registry writes before the payload. Confluent and Apicurio
     * write a zero byte and a big-endian schema id; AWS Glue writes a header of its own.
     */
    static Optional<SuspectedFormat> registryFraming(byte[] bytes) {
        if (bytes.length >= GLUE_HEADER_BYTES && bytes[0] == 3 && (bytes[1] == 0 || bytes[1] == 5)) {
            return suspected("it looks like the framing of AWS Glue's schema registry (header version 3)", PLAIN_JSON);
        }
        if (bytes.length < REGISTRY_HEADER_BYTES || bytes[0] != 0) {
            return Optional.empty();
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        if (id < 0) {
            return Optional.empty();
        }
        if (id == 0 && bytes.length >= LONG_REGISTRY_HEADER_BYTES) {
            long longId = ByteBuffer.wrap(bytes).getLong(1);
            return suspected(
                    "it looks like Apicurio's registry framing (magic byte 0, id " + longId + ")"
                            + payload(bytes, LONG_REGISTRY_HEADER_BYTES),
                    PLAIN_JSON);
        }
        return suspected(
                "it looks like Confluent's registry framing (magic byte 0, schema id " + id + ")"
                        + payload(bytes, REGISTRY_HEADER_BYTES),
                PLAIN_JSON);
    }

    private static String payload(byte[] bytes, int start) {
        if (start == bytes.length) {
            return "";
        }
        if (bytes[start] == '{') {
            return " before JSON";
        }
        // Protobuf's framing adds the path of the message within its schema: 0 for the first message, else a count and
        // that many indexes.
        return bytes[start] == 0 && isProtobuf(bytes, start + 1) ? " before Protobuf" : " before Avro or Protobuf";
    }

    /** Detects UTF-16 and UTF-32 without a byte order mark, by the zero bytes among the first four. */
    private static Optional<SuspectedFormat> otherUnicode(byte[] value) {
        if (value.length < 4) {
            return Optional.empty();
        }
        boolean zeroFirst = value[0] == 0;
        boolean zeroSecond = value[1] == 0;
        boolean zeroThird = value[2] == 0;
        boolean zeroFourth = value[3] == 0;
        boolean utf32 = zeroSecond
                && zeroThird
                && zeroFirst != zeroFourth
                && isOpening(zeroFirst ? value[3] : value[0])
                && value.length % 4 == 0;
        boolean utf16 = zeroFirst != zeroSecond
                && zeroFirst == zeroThird
                && zeroSecond == zeroFourth
                && isOpening(zeroFirst ? value[1] : value[0])
                && value.length % 2 == 0;
        return utf32 || utf16
                ? suspected("it looks like " + (utf32 ? "UTF-32" : "UTF-16"), "encode the JSON in UTF-8")
                : Optional.empty();
    }

    private static boolean isOpening(byte character) {
        return character == '{' || character == '[' || character == '"';
    }

    /** Detects whether text that begins with a brace is a Python dict, or is in an encoding other than UTF-8. */
    private static Optional<SuspectedFormat> brokenObject(byte[] value, int start) {
        if (start + 1 < value.length && value[start + 1] == '\'') {
            return suspected("it looks like a Python dict", "send json.dumps(event), not str(event)");
        }
        int malformed = Utf8.firstMalformed(value);
        return malformed < value.length
                ? suspected(
                        "it looks like JSON in Latin-1 or another encoding (byte 0x"
                                + HexFormat.of().toHexDigits(value[malformed]) + " at " + malformed + ")",
                        "encode it in UTF-8")
                : Optional.empty();
    }

    private static Optional<SuspectedFormat> text(byte[] value, int start) {
        String head =
                new String(value, start, Math.min(value.length - start, HEAD_BYTES_MAX), StandardCharsets.ISO_8859_1);
        if (head.startsWith("eyJ")) {
            return suspected("it looks like JSON in Base64", "send the JSON itself");
        }
        if (head.startsWith("[object Object]")) {
            return suspected("it is an object converted to text by JavaScript", "send JSON.stringify(event)");
        }
        return Optional.empty();
    }

    private static Optional<SuspectedFormat> binary(byte[] value) {
        if (!holdsControls(value)) {
            return Optional.empty();
        }
        if (isProtobuf(value, 0)) {
            return suspected("it looks like Protobuf", SERIALIZE_AS_JSON);
        }
        // In an optional string, the number of the union's branch comes first.
        boolean avro = startsWithAvroText(value, 0) || startsWithAvroText(value, 1);
        return avro
                ? suspected("it looks like Avro without a header", SERIALIZE_AS_JSON)
                : suspected("it looks like a binary format such as Avro, Protobuf or MessagePack", SERIALIZE_AS_JSON);
    }

    /** Whether the bytes from {@code start} on are Protobuf fields with at least one length-delimited field. */
    private static boolean isProtobuf(byte[] bytes, int start) {
        Varints numbers = new Varints(bytes, start);
        boolean anyText = false;
        while (numbers.position < bytes.length) {
            long tag = numbers.next();
            long length = switch ((int) (tag & 7)) {
                case 0 -> numbers.next() & 0;
                case 1 -> 8;
                case 2 -> numbers.next();
                case 5 -> 4;
                default -> -1;
            };
            boolean field = tag >>> 3 >= 1 && tag >>> 3 <= PROTOBUF_FIELD_MAX;
            if (numbers.incomplete || !field || length < 0 || length > bytes.length - numbers.position) {
                return false;
            }
            anyText |= (tag & 7) == 2 && length > 0;
            numbers.position += (int) length;
        }
        return anyText;
    }

    /**
     * Whether an Avro string begins at {@code start}: a zigzag length above 0 and that many printable ASCII characters.
     */
    private static boolean startsWithAvroText(byte[] bytes, int start) {
        Varints numbers = new Varints(bytes, start);
        long zigzag = numbers.next();
        long length = zigzag >>> 1;
        if (numbers.incomplete || (zigzag & 1) != 0 || length == 0 || length > bytes.length - numbers.position) {
            return false;
        }
        for (int index = numbers.position; index < numbers.position + (int) length; index++) {
            if (bytes[index] < ' ' || bytes[index] == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first byte after a byte order mark and white space. */
    private static int firstOfText(byte[] value) {
        int start = Utf8.lengthOfByteOrderMark(value);
        while (start < value.length
                && (value[start] == ' ' || value[start] == '\n' || value[start] == '\r' || value[start] == '\t')) {
            start++;
        }
        return start;
    }

    /** Whether any byte is a control character other than white space. */
    private static boolean holdsControls(byte[] value) {
        for (byte each : value) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                return true;
            }
        }
        return false;
    }

    private static Optional<SuspectedFormat> suspected(String description, String remedy) {
        return Optional.of(new SuspectedFormat(description, remedy));
    }

    private static Signature signature(String hex, String name, String remedy) {
        return new Signature(
                ByteBuffer.wrap(HexFormat.of().parseHex(hex)).asReadOnlyBuffer(),
                new SuspectedFormat("it looks like " + name, remedy));
    }

    private record Signature(ByteBuffer start, SuspectedFormat format) {

        boolean matches(byte[] value) {
            return value.length >= start.remaining()
                    && ByteBuffer.wrap(value, 0, start.remaining()).equals(start);
        }
    }

    /** Reads variable-length integers of Protobuf and Avro: 7 bits a byte, lowest first. */
    private static final class Varints {
        private final byte[] bytes;
        private int position;
        /** Whether any number read so far was incomplete or too long. */
        private boolean incomplete;

        Varints(byte[] bytes, int position) {
            this.bytes = bytes;
            this.position = position;
        }

        long next() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE && position < bytes.length; shift += 7) {
                byte next = bytes[position++];
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            incomplete = true;
            return 0;
        }
    }
}
