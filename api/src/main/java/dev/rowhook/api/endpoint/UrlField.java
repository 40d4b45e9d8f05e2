package dev.rowhook.api.endpoint;

import dev.rowhook.api.request.Binding;
import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.Fields;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.core.egress.EgressPolicy;
import dev.rowhook.core.secret.Secret;

import java.util.Optional;
import java.util.function.Supplier;

/// The field `url`. With `?…` at its end, as answers write it, the query string is the one that the
/// endpoint has.
final class UrlField {
    private static final String NAME = "url";

    private final Fields fields;
    private final boolean isMasked;
    private final Supplier<EndpointUrl> url;

    private UrlField(Fields fields, boolean isMasked, Supplier<EndpointUrl> url) {
        this.fields = fields;
        this.isMasked = isMasked;
        this.url = url;
    }

    /// @param query that the endpoint has
    static UrlField read(Fields fields, Optional<Secret> query, EgressPolicy policy) {
        boolean isMasked =
                query.isPresent()
                        && fields.peek(NAME)
                                .filter(text -> text.endsWith(EndpointUrl.MASKED_QUERY))
                                .isPresent();
        FieldReader<EndpointUrl> reader =
                isMasked
                        ? value -> masked(value.stringValue(), query, policy)
                        : EndpointUrl.reader(policy);
        return new UrlField(fields, isMasked, fields.required(NAME, reader));
    }

    private static EndpointUrl masked(String text, Optional<Secret> query, EgressPolicy policy)
            throws InvalidFieldException {
        int end = text.length() - EndpointUrl.MASKED_QUERY.length();
        EndpointUrl url = EndpointUrl.parse(text.substring(0, end), policy);
        return new EndpointUrl(url.base(), url.query().isPresent() ? url.query() : query);
    }

    /// Refuses to keep a query string that would go elsewhere.
    void check(Binding binding) {
        if (isMasked && !binding.holds()) {
            fields.refuse(NAME, Binding.CODE, Binding.detail());
        }
    }

    EndpointUrl get() {
        return url.get();
    }
}
