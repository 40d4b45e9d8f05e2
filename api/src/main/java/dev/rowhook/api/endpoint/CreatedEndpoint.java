package dev.rowhook.api.endpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

import dev.rowhook.api.revision.Revised;

import java.util.List;

/// A new endpoint, with the key that signs requests to it: its secret is shown this once.
record CreatedEndpoint(
        @JsonUnwrapped EndpointAnswer endpoint,
        @JsonProperty("signing_keys") List<SigningKeyAnswer> signingKeys)
        implements Revised {
    CreatedEndpoint {
        signingKeys = List.copyOf(signingKeys);
    }

    @Override
    @JsonIgnore
    public long revision() {
        return endpoint.revision();
    }
}
