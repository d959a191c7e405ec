package io.freshet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** Resources that a process has used, as the operating system reports them. */
public final class ProcessUsage {
    private ProcessUsage() {}

    /** The processor time of these processes so far; zero for those that are gone or about which nothing is said. */
    public static Duration processorTime(List<ProcessHandle> processes) {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The memory of a process that is resident now, in bytes; empty where the system has no {@code /proc}. */
    public static OptionalLong residentBytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }
}
