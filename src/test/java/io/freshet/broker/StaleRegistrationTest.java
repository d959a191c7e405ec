package io.freshet.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class StaleRegistrationTest {
    @Test
    void requestIsRepeatedWhileTheControllerIsNotActive() throws Exception {
        assertThat(StaleRegistration.isUnregistered(rejected(new UnsupportedVersionException("loading"))))
                .isFalse();
        assertThat(StaleRegistration.isUnregistered(
                        rejected(new NotControllerException("The active controller appears to be node 1."))))
                .isFalse();
    }

    @Test
    void brokerWithoutRegistrationIsUnregistered() throws Exception {
        assertThat(StaleRegistration.isUnregistered(CompletableFuture.completedFuture(null)))
                .isTrue();
        assertThat(StaleRegistration.isUnregistered(rejected(new BrokerIdNotRegisteredException("1"))))
                .isTrue();
    }

    @Test
    void anyOtherRejectionIsAnError() {
        assertThatThrownBy(() ->
                        StaleRegistration.isUnregistered(rejected(new ClusterAuthorizationException("not allowed"))))
                .hasRootCauseInstanceOf(ClusterAuthorizationException.class);
    }

    private static Future<Void> rejected(Exception reason) {
        return CompletableFuture.failedFuture(reason);
    }
}
