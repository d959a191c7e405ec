package io.freshet.cli.bench;

import com.sun.management.OperatingSystemMXBean;
import io.freshet.bench.Figure;
import io.freshet.cli.Program;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/** Describes the hardware and software of a benchmark run. */
final class BenchEnvironment {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private BenchEnvironment() {}

    static Map<String, String> facts() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "processor",
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores for all processes");
        facts.put("memory", Figure.number(system.getTotalMemorySize() / (double) (1 << 30)) + " GB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Freshet", Program.version());
        facts.put("Java", System.getProperty("java.vendor") + " " + Runtime.version());
        facts.put("Kafka", AppInfoParser.getVersion() + ", one broker on the same machine");
        // A load average well above the load of the benchmark shows that other processes distorted the figures.
        facts.put("load average at the end", Figure.number(system.getSystemLoadAverage()));
        return facts;
    }

    private static String processor() {
        try {
            return Files.readAllLines(PROCESSORS).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
