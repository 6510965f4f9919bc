package jocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import java.util.stream.Collectors;
import jocker.store.ContainerId;
import jocker.store.Id;
import org.junit.jupiter.api.Test;

/** Addresses follow from numbers. */
class ContainerNetworkTest {
    @Test
    void the_253_ids_have_253_addresses_and_none_is_the_gateways() {
        Set<String> addresses = Id.numbers()
                .mapToObj(number -> new ContainerNetwork(new ContainerId(number)).ip())
                .collect(Collectors.toSet());
        Set<String> macs = Id.numbers()
                .mapToObj(number -> new ContainerNetwork(new ContainerId(number)).mac())
                .collect(Collectors.toSet());

        assertEquals(253, addresses.size());
        assertEquals(253, macs.size());
        assertFalse(addresses.contains(Bridge.GATEWAY), "the gateway's address is a container's");
    }

    @Test
    void names_and_numbers_are_those_of_the_contract() {
        ContainerNetwork address = new ContainerNetwork(new ContainerId(42032));

        assertEquals("veth0_ps_42032", address.hostEnd());
        assertEquals("veth1_ps_42032", address.containerEnd());
        assertEquals("netns_ps_42032", address.namespace());
        assertEquals("10.0.0.32", address.ip());
        assertEquals("02:42:ac:11:00:32", address.mac());
    }
}
