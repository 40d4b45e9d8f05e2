package dev.rowhook.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.springframework.http.HttpStatus;

import java.util.List;

/// A problem detail of RFC 9457. `code` is for programs, `detail` for people.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(HttpStatus status, String code, String detail, List<FieldError> errors) {

    public Problem {
        errors = List.copyOf(errors);
    }

    /// A problem of the request as a whole.
    public static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, List.of());
    }

    /// A reference to the page that explains the code.
    @JsonProperty("type")
    public String type() {
        return "/problems/" + code;
    }

    /// The same for all problems of one status.
    @JsonProperty("title")
    public String title() {
        return status.getReasonPhrase();
    }

    @JsonProperty("status")
    int statusCode() {
        return status.value();
    }
}
