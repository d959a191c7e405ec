package io.freshet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.freshet.codec.contract.TopicNames;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Click;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

class YardstickTest {
    private static final long NOW = 1_800_000_000_000L;

    @Test
    void everyClickIsAnsweredFromTheStoredReader() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "yardstick-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, "target/test-state/yardstick");
        try (TopologyTestDriver driver =
                new TopologyTestDriver(Yardstick.build(new TopicNames("y."), properties), properties)) {
            TestInputTopic<String, byte[]> clicks =
                    driver.createInputTopic("y." + Yardstick.INPUT, new StringSerializer(), new ByteArraySerializer());
            TestOutputTopic<String, byte[]> answers = driver.createOutputTopic(
                    "y." + Yardstick.OUTPUT, new StringDeserializer(), new ByteArrayDeserializer());

            clicks.pipeInput("anna", EventEncoder.encode(Click.of("anna", "a", NOW)));
            clicks.pipeInput("anna", EventEncoder.encode(Click.of("anna", "b", NOW + 1)));

            assertThat(text(answers.readValue())).contains("\"clicks\":1");
            byte[] second = answers.readValue();
            assertThat(text(second)).contains("\"before\":\"a\"", "\"clicks\":2");
            assertThat(BenchAnswer.parse(second).asOfMillis()).isEqualTo(NOW + 1);
            assertThat(BenchAnswer.parse(second).byClick()).isTrue();
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
