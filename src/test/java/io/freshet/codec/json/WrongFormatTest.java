package io.freshet.codec.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.RejectionReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in other formats: the message of the rejection names the format and a remedy. */
class WrongFormatTest {
    private static final String CLICK =
            "{\"userId\":\"u\",\"articleId\":\"caf\u00e9\",\"at\":\"2026-03-02T08:00:00Z\"}";
    private static final byte[] KEY = {'u'};
    private static final String PLAIN_JSON = "send plain JSON, without a serializer for a schema registry";
    private static final String COMPRESSED =
            "send uncompressed JSON: the producer's compression.type compresses the records";
    private static final String AS_JSON = "serialize the event as JSON in UTF-8";

    private final EventDecoder decoder = new EventDecoder(EventClock.acceptingAll());

    static Stream<Arguments> notJson() throws IOException {
        return Stream.of(
                bytes(
                        "00 0000002a" + hex(CLICK),
                        "it looks like Confluent's registry framing (magic byte 0, schema id 42) before JSON; "
                                + PLAIN_JSON),
                bytes(
                        "00 0000002a 02 75 02 61",
                        "it looks like Confluent's registry framing (magic byte 0, schema id 42)"
                                + " before Avro or Protobuf; " + PLAIN_JSON),
                bytes(
                        "00 00000001 00 0a01751201611a0131",
                        "it looks like Confluent's registry framing (magic byte 0, schema id 1) before Protobuf; "
                                + PLAIN_JSON),
                bytes(
                        "00 0000007b 02 75 02 61",
                        "it looks like Confluent's registry framing (magic byte 0, schema id 123)"
                                + " before Avro or Protobuf; " + PLAIN_JSON),
                bytes(
                        "00 0000000000000007 02 75 02 61",
                        "it looks like Apicurio's registry framing (magic byte 0, id 7) before Avro or Protobuf; "
                                + PLAIN_JSON),
                bytes(
                        "0300" + "11".repeat(16) + "0275",
                        "it looks like the framing of AWS Glue's schema registry (header version 3); " + PLAIN_JSON),
                bytes("4f626a01 04", "it looks like an Avro object container file (Obj, version 1); " + AS_JSON),
                bytes(
                        "c301 0102030405060708 0275",
                        "it looks like Avro's single-object encoding (marker c301); " + AS_JSON),
                bytes("04 7531 06 613132 00", "it looks like Avro without a header; " + AS_JSON),
                bytes("02 04 7531 02 06 613132 00", "it looks like Avro without a header; " + AS_JSON),
                bytes("0a027531 12036131 32 18 8080808080808080 80 01", "it looks like Protobuf; " + AS_JSON),
                bytes("0a027531 1203613132 1880a8b2c3d433", "it looks like Protobuf; " + AS_JSON),
                bytes(
                        "83 a6 757365724964 a1 75 c0 01",
                        "it looks like a binary format such as Avro, Protobuf or MessagePack; " + AS_JSON),
                Arguments.of("gzip", gzip(CLICK), "it looks like gzip; " + COMPRESSED),
                Arguments.of("zlib", zlib(CLICK), "it looks like zlib; " + COMPRESSED),
                bytes("28b52ffd 2458", "it looks like Zstandard; " + COMPRESSED),
                bytes("ff060000734e61507059 01", "it looks like framed Snappy; " + COMPRESSED),
                bytes("82534e4150505900 00000001", "it looks like Snappy in xerial's blocks; " + COMPRESSED),
                bytes("04224d18 6440", "it looks like an LZ4 frame; " + COMPRESSED),
                Arguments.of(
                        "Java",
                        serialized(),
                        "it looks like Java serialization; send JSON, not ObjectOutputStream's bytes"),
                text("<?xml version=\"1.0\"?><click/>", UTF_8, "it looks like XML or HTML; send JSON"),
                text("\ufeff\n<click user='u'/>", UTF_8, "it looks like XML or HTML; send JSON"),
                text(CLICK, UTF_16, "it looks like UTF-16; encode the JSON in UTF-8"),
                text(CLICK, UTF_16BE, "it looks like UTF-16; encode the JSON in UTF-8"),
                text(CLICK, UTF_16LE, "it looks like UTF-16; encode the JSON in UTF-8"),
                text(CLICK, Charset.forName("UTF-32"), "it looks like UTF-32; encode the JSON in UTF-8"),
                text(CLICK, Charset.forName("UTF-32LE"), "it looks like UTF-32; encode the JSON in UTF-8"),
                text(
                        CLICK,
                        ISO_8859_1,
                        "it looks like JSON in Latin-1 or another encoding (byte 0xe9 at 30); encode it in UTF-8"),
                text(
                        Base64.getEncoder().encodeToString(CLICK.getBytes(UTF_8)),
                        UTF_8,
                        "it looks like JSON in Base64; send the JSON itself"),
                text(
                        "[object Object]",
                        UTF_8,
                        "it is an object converted to text by JavaScript; send JSON.stringify(event)"),
                text(
                        "{'userId': 'u', 'articleId': 'a'}",
                        UTF_8,
                        "it looks like a Python dict; send json.dumps(event), not str(event)"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void notJson(String name, byte[] value, String message) {
        assertThatThrownBy(() -> decoder.click(KEY, value))
                .hasMessage("value is not JSON: " + message)
                .isInstanceOfSatisfying(RejectedEventException.class, rejection -> {
                    assertThat(rejection.reason()).isEqualTo(RejectionReason.NOT_JSON);
                    assertThat(rejection.field()).isEqualTo("value");
                });
    }

    static Stream<Arguments> others() {
        String row = "{\"userId\":\"u\",\"articleId\":\"a\",\"at\":1795428930000}";
        return Stream.of(
                other(
                        CLICK + "\n" + CLICK,
                        "not-json",
                        "value continues after the object with another object, as JSON lines do;"
                                + " send one object per record"),
                other(CLICK + "\n]", "not-json", "value is broken at character 62: "),
                other(
                        "[" + CLICK + "]",
                        "not-an-object",
                        "value is a JSON list, not an object; send each object of the list as its own record"),
                other(
                        "\"{\\\"userId\\\":\\\"u\\\"}\"",
                        "not-an-object",
                        "value is a JSON string that contains JSON, not an object;"
                                + " serialize the event once: send the object itself"),
                other(
                        '"' + Base64.getEncoder().encodeToString(CLICK.getBytes(UTF_8)) + '"',
                        "not-an-object",
                        "value is a JSON string that contains JSON in Base64, not an object;"
                                + " serialize the event once: send the object itself"),
                other("\"u\"", "not-an-object", "value is a JSON string, not an object; send {...}"),
                other("42", "not-an-object", "value is the JSON value 42, not an object; send {...}"),
                other(
                        "null",
                        "not-an-object",
                        "value is the JSON text null, not an object;"
                                + " send an object, or, to withdraw an article, a record without a value"),
                other(
                        "{\"schema\":{\"type\":\"struct\"},\"payload\":" + row + "}",
                        "missing-field",
                        "userId is missing: it is the envelope of Kafka Connect's JsonConverter (schema, payload);"
                                + " send the payload alone: set value.converter.schemas.enable=false"),
                other(
                        "{\"schema\":null,\"payload\":{\"before\":null,\"after\":" + row + ",\"op\":\"c\"}}",
                        "missing-field",
                        "userId is missing: it is a Debezium change event (payload with before, after, op) in Connect's"
                                + " envelope (schema, payload); send the row alone: use the transform"
                                + " ExtractNewRecordState and value.converter.schemas.enable=false"),
                other(
                        "{\"before\":null,\"after\":" + row + ",\"op\":\"c\",\"ts_ms\":1}",
                        "missing-field",
                        "userId is missing: it is a Debezium change event (before, after, op);"
                                + " send the row alone: use the transform ExtractNewRecordState"),
                other(
                        "{\"specversion\":\"1.0\",\"type\":\"click\",\"source\":\"/web\",\"id\":\"1\",\"data\":" + row
                                + "}",
                        "missing-field",
                        "userId is missing: it is a CloudEvents envelope (specversion, type, source);"
                                + " send the content of data as the value, as in CloudEvents' binary mode"),
                other(
                        "{\"event\":" + row + ",\"at\":1795428930000}",
                        "missing-field",
                        "userId is missing: it is inside \"event\";"
                                + " send the content of that field as the value, without an envelope"),
                other(
                        "{\"user_id\":\"u\",\"article_id\":\"a\"}",
                        "missing-field",
                        "userId is missing: it has \"user_id\";"
                                + " rename it to userId: field names are camelCase, as in the schema"),
                other(
                        "{\"UserId\":\"u\",\"ArticleId\":\"a\"}",
                        "missing-field",
                        "userId is missing: it has \"UserId\";"
                                + " rename it to userId: field names are camelCase, as in the schema"),
                other(
                        "{\"userId\":\"u\",\"article-id\":\"a\"}",
                        "missing-field",
                        "articleId is missing: it has \"article-id\";"
                                + " rename it to articleId: field names are camelCase, as in the schema"),
                other("{}", "missing-field", "userId is missing; send it: the field is required"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void others(String value, String reason, String message) {
        assertThatThrownBy(() -> decoder.click(KEY, value.getBytes(UTF_8)))
                .hasMessageStartingWith(message)
                .isInstanceOfSatisfying(
                        RejectedEventException.class,
                        rejection -> assertThat(rejection.reason().code()).isEqualTo(reason));
    }

    @Test
    void messageNamesThePublicationFieldUnderAnotherSpelling() {
        assertThatThrownBy(
                        () -> decoder.article(KEY, "{\"id\":\"u\",\"title\":\"t\",\"published_at\":1}".getBytes(UTF_8)))
                .hasMessageStartingWith("publishedAt is missing: it has \"published_at\"; rename it to publishedAt");
    }

    @Test
    void fieldNameInAMessageIsCutAndCleaned() {
        String name = "user" + "_".repeat(5_000) + "\\u202eid";
        assertThatThrownBy(() -> decoder.click(KEY, ("{\"" + name + "\":\"u\"}").getBytes(UTF_8)))
                .hasMessage("userId is missing; send it: the field is required");
        assertThatThrownBy(() -> decoder.click(KEY, ("{\"user" + "_".repeat(5_000) + "id\":\"u\"}").getBytes(UTF_8)))
                .hasMessageContaining("___\"... (5006 characters)")
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(250);
    }

    @Test
    void byteOrderMarkOfUtf8IsAccepted() throws RejectedEventException {
        assertThat(decoder.click(KEY, ("\ufeff" + CLICK).getBytes(UTF_8)).articleId())
                .isEqualTo("café");
    }

    @Test
    void bytesThatAreNotUtf8AreRejectedAtAnyPosition() {
        byte[] unknown = ("{\"x\":\"é\"," + CLICK.substring(1)).getBytes(ISO_8859_1);
        assertThatThrownBy(() -> decoder.click(KEY, unknown)).hasMessageContaining("(byte 0xe9 at 6)");
        byte[] overlong = HexFormat.of().parseHex(hex(CLICK).replace(hex("\"u\""), "22c1b522"));
        assertThatThrownBy(() -> decoder.click(KEY, overlong)).hasMessageContaining("(byte 0xc1 at 11)");
    }

    @Test
    void messageNamesTheFramingOfAKey() {
        assertThatThrownBy(() -> decoder.erasedUserId(HexFormat.of().parseHex("0000000007" + "0275")))
                .hasMessage(
                        "key is not plain text: it looks like Confluent's registry framing (magic byte 0, schema id 7)"
                                + " before Avro or Protobuf; send the id as UTF-8 text");
    }

    private static Arguments bytes(String hex, String message) {
        return Arguments.of(hex, HexFormat.of().parseHex(hex.replace(" ", "")), message);
    }

    private static Arguments text(String text, Charset charset, String message) {
        return Arguments.of(charset.name(), text.getBytes(charset), message);
    }

    private static Arguments other(String value, String reason, String message) {
        return Arguments.of(value, reason, message);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zlib(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(bytes)) {
            zlib.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] serialized() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(Map.of("userId", "u"));
        }
        return bytes.toByteArray();
    }
}
