package dev.rowhook.api.endpoint;

import dev.rowhook.api.name.Names;
import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.api.tls.TlsFields;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.tls.ClientIdentity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// All that a person says about an endpoint, secrets included.
///
/// @param status `active`, or `disabled`: nothing is sent, and all is kept
record EndpointSettings(
        String name,
        String status,
        EndpointUrl url,
        Headers headers,
        Auth auth,
        Tls tls,
        Optional<RateLimit> rateLimit,
        Breaker breaker) {

    /// Reads a new endpoint.
    static EndpointSettings create(Fields fields, EgressPolicy policy) {
        return read(fields, Optional.empty(), policy);
    }

    /// Reads a merge patch (RFC 7396). A secret that is not named stays, unless the patch has it go
    /// elsewhere.
    EndpointSettings change(Fields patch, EgressPolicy policy) {
        return read(patch.over(shown(patch)), Optional.of(this), policy);
    }

    /// As requests write it, without secrets.
    private Map<String, Object> shown(Fields patch) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("status", status);
        fields.put("url", url.shown());
        fields.put("headers", headers.plain());
        Fields auths = patch.object("auth");
        // The fields of one type are none of another.
        if (auths.peek("type").orElse(auth.type()).equals(auth.type())) {
            Map<String, Object> shown = new LinkedHashMap<>(auth.shown());
            shown.put("type", auth.type());
            fields.put("auth", shown);
        }
        Map<String, String> pems = new LinkedHashMap<>();
        tls.ca().ifPresent(pem -> pems.put("ca", pem));
        tls.client().ifPresent(client -> pems.put(TlsFields.CERTIFICATE, client.certificates()));
        fields.put("tls", pems);
        rateLimit.ifPresent(limit -> fields.put("rate_limit", limit));
        fields.put("breaker", breaker);
        return fields;
    }

    private static EndpointSettings read(
            Fields fields, Optional<EndpointSettings> held, EgressPolicy policy) {
        Supplier<String> name = fields.required("name", Names.reader());
        Supplier<String> status =
                fields.optional("status", Readers.oneOf("active", "disabled"), "active");
        UrlField url = UrlField.read(fields, held.flatMap(now -> now.url().query()), policy);
        TlsFields tlsFields = new TlsFields(fields.object("tls"));
        // What is wrong already is told alone.
        Binding binding =
                new Binding(
                        !fields.isFine()
                                || held.filter(now ->
                                                now.url().origin().equals(url.get().origin())
                                                        && now.tls()
                                                                .ca()
                                                                .equals(tlsFields.ca().get()))
                                        .isPresent());
        Supplier<Headers> headers =
                Headers.read(
                        fields,
                        held.map(now -> now.headers().encrypted()).orElse(Map.of()),
                        binding);
        url.check(binding);
        Supplier<? extends Auth> auth =
                new AuthFields(
                                fields.object("auth"),
                                held.map(EndpointSettings::auth).orElseGet(Auth.None::new),
                                binding,
                                policy)
                        .read();
        Supplier<Optional<ClientIdentity>> client =
                tlsFields.client(
                        held.flatMap(now -> now.tls().client()).map(ClientIdentity::key), binding);
        Supplier<Optional<RateLimit>> rateLimit = RateLimit.read(fields);
        Supplier<Breaker> breaker = Breaker.read(fields.object("breaker"));
        fields.refuseAny(
                "immutable",
                "It is shown, and cannot be set.",
                "id",
                "status_reason",
                "status_since",
                "signing_keys",
                "sinks",
                "created_at");
        if (fields.isFine() && !(auth.get() instanceof Auth.None)) {
            headers.get().refuseAuthorization(fields);
        }
        fields.end();
        return new EndpointSettings(
                name.get(),
                status.get(),
                url.get(),
                headers.get(),
                auth.get(),
                new Tls(tlsFields.ca().get(), client.get()),
                rateLimit.get(),
                breaker.get());
    }
}
