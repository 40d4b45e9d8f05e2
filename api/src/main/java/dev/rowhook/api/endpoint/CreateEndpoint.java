package dev.rowhook.api.endpoint;

import dev.rowhook.api.name.Names;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.Readers;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A request to make an endpoint.
record CreateEndpoint(
        String name,
        EndpointUrl url,
        Map<String, String> headers,
        Map<String, Secret> encryptedHeaders) {

    CreateEndpoint {
        headers = Map.copyOf(headers);
        encryptedHeaders = Map.copyOf(encryptedHeaders);
    }

    static CreateEndpoint read(Fields fields, EgressPolicy policy) {
        Supplier<String> name = fields.required("name", Names.reader());
        Supplier<EndpointUrl> url = fields.required("url", EndpointUrl.reader(policy));
        Supplier<Map<String, String>> headers =
                fields.optional(
                        "headers", headers(Readers.text().then(HeaderRules::checkValue)), Map.of());
        Supplier<Map<String, Secret>> encryptedHeaders =
                fields.optional(
                        "encrypted_headers",
                        headers(Readers.text().then(HeaderRules::checkValue).then(Secret::of)),
                        Map.of());
        if (fields.isFine()) {
            checkTogether(fields, headers.get(), encryptedHeaders.get());
        }
        fields.end();
        return new CreateEndpoint(name.get(), url.get(), headers.get(), encryptedHeaders.get());
    }

    private static <T> FieldReader<Map<String, T>> headers(FieldReader<T> reader) {
        return Readers.map(HeaderRules::checkName, reader);
    }

    private static void checkTogether(
            Fields fields, Map<String, String> headers, Map<String, Secret> encryptedHeaders) {
        Set<String> names = new HashSet<>();
        int characters = 0;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            checkNew(fields, names, "headers", header.getKey());
            characters += header.getKey().length() + header.getValue().length();
        }
        for (Map.Entry<String, Secret> header : encryptedHeaders.entrySet()) {
            checkNew(fields, names, "encrypted_headers", header.getKey());
            characters += header.getKey().length() + header.getValue().reveal().length();
        }
        if (names.size() > HeaderRules.MAX_HEADERS || characters > HeaderRules.MAX_CHARACTERS) {
            fields.refuse("headers", "too_many", "Headers are at most 64, of 16 KiB together.");
        }
    }

    private static void checkNew(Fields fields, Set<String> names, String field, String name) {
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            fields.refuse(field, "duplicate", "A header is named twice: " + name + ".");
        }
    }
}
